import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { editMap } from '../../api/edit';
import { templateQuery } from '../../api/mapQueries';
import { mapsQuery } from '../../api/queries';
import type { Evidence, EvidenceState, MapDocument, Persona, TraitKind } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { newId } from '../../lib/ids';
import { inLang } from '../../lib/localtext';
import { Button, Field, Icon } from '../../ui';
import { personaKey } from '../atlas/state';
import { EvidenceList } from './Evidence';
import { Face, pictureOf, seedOf } from './Face';
import { FaceDialog } from './FaceDialog';
import { faceOf, readFace } from './faces';
import { buyingRoles, chapterNames, chapters, groupsOf, traitsIn, withPersona, type PersonaTrait } from './group';
import { pictureOfFace, pictureOfFile, textOf, type Picture } from './picture';

const states: readonly EvidenceState[] = ['assumption', 'single_voice', 'supported_by_text', 'measured'];

/** Another text in one language; an empty one is no text. The other languages stay. */
const said = (text: Record<string, string> | undefined, lang: string, value: string) => {
  const next = { ...text };
  // What stood in the language of the data was this very text: it must not come back from behind.
  if (!(lang in next)) delete next.und;
  if (value) next[lang] = value;
  else delete next[lang];
  return next;
};

/** A person's words on a trait, exact; one voice is more than none and less than several. */
function withQuote(trait: PersonaTrait, text: string, by: string, lang: string): PersonaTrait {
  const quote: Evidence = { quote: { text, lang, ...(by ? { by } : {}) } };
  const evidence = [...(trait.evidence ?? []), quote];
  const voices = evidence.filter((one) => one.quote).length;
  return { ...trait, evidence, state: trait.state === 'measured' ? 'measured' : voices > 1 ? 'supported_by_text' : 'single_voice' };
}

/** All of a sheet as fields. Nothing is written before it is saved. */
export function PersonaEditor({ doc, persona: start, onDone }: { doc: MapDocument; persona: Persona; onDone: () => void }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const [persona, setPersona] = useState(start);
  const [picture, setPicture] = useState<Picture | undefined>(pictureOf(start, doc));
  const [drawing, setDrawing] = useState(false);
  const [everywhere, setEverywhere] = useState(true);
  const [pictureError, setPictureError] = useState(false);
  const { data: maps } = useQuery(mapsQuery);
  const { data: template } = useQuery(templateQuery('persona_person'));
  const put = (part: Partial<Persona>) => setPersona((now) => ({ ...now, ...part }));
  const putTrait = (next: PersonaTrait) => put({ traits: (persona.traits ?? []).map((trait) => (trait.id === next.id ? next : trait)) });
  const hint = (kind: TraitKind) => inLang(template?.persona?.traits?.find((trait) => trait.kind === kind)?.text, lang);
  const others = start.library === undefined ? [] : (groupsOf(maps ?? []).find((group) => group.key === personaKey(start))?.standings.filter((standing) => standing.map.id !== doc.id) ?? []);
  const save = useMutation({
    mutationFn: async () => {
      const whole = { ...persona, traits: (persona.traits ?? []).filter((trait) => inLang(trait.text, lang).trim()) };
      const image = picture?.id;
      await editMap(queries, doc.id, (map) => withPersona(map, { ...whole, image }, picture));
      if (everywhere) for (const other of others) await editMap(queries, other.map.id, (map) => withPersona(map, { ...whole, image, id: other.id }, picture));
    },
    onSuccess: onDone,
  });
  const name = inLang(persona.name, lang);
  return (
    <form
      className="panel persona-sheet persona-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <header className="persona-sheet__head">
        <div className="persona-form__face">
          <Face persona={persona} picture={picture} size={148} />
          <Button small icon="smile" label={t('personas.draw')} onClick={() => setDrawing(true)} />
          <label className="button button--small">
            <Icon name="upload" size={15} />
            {t('personas.upload')}
            <input
              type="file"
              className="hidden-text"
              accept="image/png,image/jpeg,image/webp"
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = '';
                if (file) pictureOfFile(file).then((made) => (setPicture(made), setPictureError(false)), () => setPictureError(true));
              }}
            />
          </label>
          {pictureError && <p role="alert">{t('personas.badPicture')}</p>}
        </div>
        <div className="persona-form__words">
          <Field label={t('personas.name')}>
            <input className="input" required maxLength={200} value={inLang(persona.name, lang)} onChange={(e) => put({ name: said(persona.name, lang, e.target.value) })} />
          </Field>
          <Field label={t('personas.summary')}>
            <input className="input" maxLength={400} value={inLang(persona.summary, lang)} placeholder={t('personas.summaryHint')} onChange={(e) => put({ summary: said(persona.summary, lang, e.target.value) })} />
          </Field>
          <Field label={t('personas.quote')}>
            <textarea
              className="input"
              rows={2}
              value={persona.quote?.text ?? ''}
              placeholder={t('personas.quoteHint')}
              onChange={(e) => put({ quote: e.target.value ? { ...persona.quote, text: e.target.value, lang: persona.quote?.lang ?? lang } : undefined })}
            />
          </Field>
          <Field label={t('personas.quoteBy')}>
            <input className="input" value={persona.quote?.by ?? ''} disabled={!persona.quote} onChange={(e) => persona.quote && put({ quote: { ...persona.quote, by: e.target.value || undefined } })} />
          </Field>
          <fieldset className="role-choices">
            <legend>{t('buying.title')}</legend>
            {buyingRoles.map((role) => (
              <label key={role} className="check" title={t(`buying.about_${role}`)}>
                <input
                  type="checkbox"
                  checked={persona.buying_roles?.includes(role) ?? false}
                  onChange={(e) => put({ buying_roles: buyingRoles.filter((one) => (one === role ? e.target.checked : persona.buying_roles?.includes(one))) })}
                />
                {t(`buying.role_${role}`)}
              </label>
            ))}
          </fieldset>
        </div>
      </header>
      {chapterNames.map((chapter) => (
        <section key={chapter} aria-labelledby={`chapter-${chapter}`}>
          <h2 id={`chapter-${chapter}`}>{t(`personas.chapter_${chapter}`)}</h2>
          <ul className="trait-forms">
            {traitsIn(persona, chapter).map((trait) => (
              <li key={trait.id}>
                <TraitForm trait={trait} hint={hint(trait.kind)} onChange={putTrait} onRemove={() => put({ traits: persona.traits?.filter((other) => other.id !== trait.id) })} />
              </li>
            ))}
          </ul>
          <div className="trait-add">
            {chapters[chapter].map((kind) => (
              <Button
                key={kind}
                small
                look="quiet"
                icon="plus"
                label={t(`trait.${kind}`)}
                onClick={() => put({ traits: [...(persona.traits ?? []), { id: newId('trait'), kind, text: {}, state: 'assumption' }] })}
              />
            ))}
          </div>
        </section>
      ))}
      <Field label={t('personas.story')}>
        <textarea className="input" rows={5} value={inLang(persona.story, lang)} placeholder={inLang(template?.persona?.story, lang)} onChange={(e) => put({ story: said(persona.story, lang, e.target.value) })} />
      </Field>
      {others.length > 0 && (
        <label className="check">
          <input type="checkbox" checked={everywhere} onChange={(e) => setEverywhere(e.target.checked)} />
          {t('personas.everywhere', { count: others.length + 1 })}
        </label>
      )}
      {save.error && <Trouble error={save.error} />}
      <div className="persona-form__actions">
        <Button label={t('common.cancel')} onClick={onDone} />
        <button type="submit" className="button button--primary" disabled={save.isPending || !name.trim()}>
          {save.isPending ? t('personas.saving') : t('personas.save')}
        </button>
      </div>
      {drawing && (
        <FaceDialog
          face={readFace(textOf(picture)) ?? faceOf(seedOf(persona))}
          onClose={() => setDrawing(false)}
          onChoose={(face) => {
            setPicture(pictureOfFace(face));
            setDrawing(false);
          }}
        />
      )}
    </form>
  );
}

function TraitForm({ trait, hint, onChange, onRemove }: { trait: PersonaTrait; hint: string; onChange: (trait: PersonaTrait) => void; onRemove: () => void }) {
  const { t, lang } = useText();
  const [words, setWords] = useState('');
  const [by, setBy] = useState('');
  const evidence = trait.evidence ?? [];
  const kind = t(`trait.${trait.kind}`);
  return (
    <div className="trait-form">
      <div className="trait-form__row">
        <Field label={kind}>
          <textarea className="input" rows={1} value={inLang(trait.text, lang)} placeholder={hint} onChange={(e) => onChange({ ...trait, text: said(trait.text, lang, e.target.value) })} />
        </Field>
        <Field label={t('personas.basis')}>
          <select className="select" value={trait.state} onChange={(e) => onChange({ ...trait, state: e.target.value as EvidenceState })}>
            {states.map((state) => (
              <option key={state} value={state}>
                {t(`state.${state}`)}
              </option>
            ))}
          </select>
        </Field>
        <Button look="quiet" iconOnly icon="trash" label={t('personas.removeTrait', { kind })} onClick={onRemove} />
      </div>
      <details className="traits__why">
        <summary>{evidence.length ? t('personas.evidence', { count: evidence.length }) : t('personas.addEvidence')}</summary>
        <EvidenceList evidence={evidence} />
        <div className="trait-form__quote">
          <Field label={t('personas.words')}>
            <input className="input" value={words} placeholder={t('personas.quoteHint')} onChange={(e) => setWords(e.target.value)} />
          </Field>
          <Field label={t('personas.quoteBy')}>
            <input className="input" value={by} onChange={(e) => setBy(e.target.value)} />
          </Field>
          <Button
            small
            icon="plus"
            label={t('personas.addQuote')}
            disabled={!words.trim()}
            onClick={() => {
              onChange(withQuote(trait, words.trim(), by.trim(), lang));
              setWords('');
              setBy('');
            }}
          />
        </div>
      </details>
    </div>
  );
}
