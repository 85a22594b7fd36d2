import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../api/client';
import { mapsQuery } from '../../../api/queries';
import type { MapDocument, Persona, TraitKind } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { newId } from '../../../lib/ids';
import { inLang } from '../../../lib/localtext';
import { Button, Field } from '../../../ui';
import { personaKey } from '../../atlas/state';
import { Face, pictureOf, seedOf } from '../../personas/Face';
import { FaceDialog } from '../../personas/FaceDialog';
import { faceOf, readFace } from '../../personas/faces';
import { buyingRoles, groupsOf, withoutPersona, withPersona } from '../../personas/group';
import { pictureOfFace, textOf } from '../../personas/picture';
import { said } from '../change';
import type { Start } from '../useStart';

/** What the method asks of a persona, in its order. */
const asked: readonly TraitKind[] = ['age', 'profession', 'hobby', 'goal', 'ambition', 'disappointment', 'preferred_channel'];

/** Whose journey it is: one face or several. */
export function PersonaStep({ start, doc }: { start: Start; doc: MapDocument }) {
  const { t, lang } = useText();
  const { data: maps } = useQuery(mapsQuery);
  const people = doc.personas ?? [];
  const known = groupsOf((maps ?? []).filter((map) => map.id !== doc.id)).filter((group) => !people.some((persona) => personaKey(persona) === group.key));
  const add = () => {
    const id = newId('persona');
    start.change((map) => withPersona(map, { id, name: { [lang]: t('start.persona.somebody', { number: (map.personas?.length ?? 0) + 1 }) } }));
  };
  const take = async (key: string) => {
    const standing = known.find((group) => group.key === key)?.standings[0];
    if (!standing) return;
    const from = await call<MapDocument>('GET', `/maps/${encodeURIComponent(standing.map.id)}`);
    const persona = from.personas?.find((one) => one.id === standing.id);
    if (persona) start.change((map) => withPersona(map, { ...persona, id: map.personas?.some((one) => one.id === persona.id) ? newId('persona') : persona.id }, pictureOf(persona, from)));
  };
  return (
    <div className="start-form">
      {people.map((persona) => (
        <PersonaCard key={persona.id} start={start} doc={doc} persona={persona} />
      ))}
      <div className="start-chips">
        <Button icon="plus" look={people.length ? undefined : 'primary'} label={people.length ? t('start.persona.another') : t('start.persona.first')} onClick={add} />
        {known.length > 0 && (
          <select className="select" aria-label={t('start.persona.known')} value="" onChange={(e) => void take(e.target.value)}>
            <option value="" disabled>
              {t('start.persona.known')}
            </option>
            {known.map((group) => (
              <option key={group.key} value={group.key}>
                {inLang(group.name, lang)}
              </option>
            ))}
          </select>
        )}
      </div>
    </div>
  );
}

function PersonaCard({ start, doc, persona }: { start: Start; doc: MapDocument; persona: Persona }) {
  const { t, lang } = useText();
  const [drawing, setDrawing] = useState(false);
  // Ids are made once: a change may be done again over somebody else's.
  const [ids] = useState(() => Object.fromEntries(asked.map((kind) => [kind, newId('trait')])) as Record<TraitKind, string>);
  const name = inLang(persona.name, lang);
  const put = (change: (now: Persona) => Persona) =>
    start.change((map) => {
      const now = map.personas?.find((one) => one.id === persona.id);
      return now ? withPersona(map, change(now)) : map;
    });
  const trait = (kind: TraitKind) => persona.traits?.find((one) => one.kind === kind);
  const putTrait = (kind: TraitKind, value: string) =>
    put((now) => {
      const there = now.traits?.find((one) => one.kind === kind);
      if (!there) return value ? { ...now, traits: [...(now.traits ?? []), { id: ids[kind], kind, text: { [lang]: value }, state: 'assumption' }] } : now;
      if (!value) return { ...now, traits: now.traits?.filter((one) => one !== there) };
      return { ...now, traits: now.traits?.map((one) => (one === there ? { ...one, text: said(one.text, lang, value) } : one)) };
    });
  const picture = pictureOf(persona, doc);
  return (
    <section className="panel start-persona" aria-label={name}>
      <div className="start-persona__face">
        <Face persona={persona} picture={picture} size={96} />
        <Button small icon="smile" label={t('personas.draw')} onClick={() => setDrawing(true)} />
      </div>
      <div className="start-persona__fields">
        <Field label={t('personas.name')}>
          <input className="input" maxLength={200} value={name} onChange={(e) => e.target.value && put((now) => ({ ...now, name: said(now.name, lang, e.target.value) }))} />
        </Field>
        <Field label={t('personas.summary')}>
          <input className="input" maxLength={400} placeholder={t('personas.summaryHint')} value={inLang(persona.summary, lang)} onChange={(e) => put((now) => ({ ...now, summary: said(now.summary, lang, e.target.value) }))} />
        </Field>
        {asked.map((kind) => (
          <Field key={kind} label={t(`trait.${kind}`)}>
            <input className="input" maxLength={400} placeholder={t(`start.persona.hint_${kind}`)} value={inLang(trait(kind)?.text, lang)} onChange={(e) => putTrait(kind, e.target.value)} />
          </Field>
        ))}
        <details className="start-persona__b2b" open={(persona.buying_roles?.length ?? 0) > 0 || undefined}>
          <summary>{t('start.persona.b2b')}</summary>
          <div className="role-choices">
            {buyingRoles.map((role) => (
              <label key={role} className="check" title={t(`buying.about_${role}`)}>
                <input
                  type="checkbox"
                  checked={persona.buying_roles?.includes(role) ?? false}
                  onChange={(e) => put((now) => ({ ...now, buying_roles: buyingRoles.filter((one) => (one === role ? e.target.checked : now.buying_roles?.includes(one))) }))}
                />
                {t(`buying.role_${role}`)}
              </label>
            ))}
          </div>
        </details>
      </div>
      <Button look="quiet" iconOnly icon="trash" label={t('start.persona.remove', { name })} onClick={() => start.change((map) => withoutPersona(map, persona.id))} />
      {drawing && (
        <FaceDialog
          face={readFace(textOf(picture)) ?? faceOf(seedOf(persona))}
          onClose={() => setDrawing(false)}
          onChoose={(face) => {
            const made = pictureOfFace(face);
            start.change((map) => {
              const now = map.personas?.find((one) => one.id === persona.id);
              return now ? withPersona(map, { ...now, image: made.id }, made) : map;
            });
            setDrawing(false);
          }}
        />
      )}
    </section>
  );
}
