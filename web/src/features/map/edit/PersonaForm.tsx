import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Persona, Trait, TraitKind } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { inLang } from '../../../lib/localtext';
import { useMapStore } from '../../../live';
import { Button, buttonClass, Icon } from '../../../ui';
import { Face } from '../../personas/Face';
import { StateMark } from '../CardFace';
import { EvidencePart } from './EvidencePart';
import { Chips, Line, Part, Select, TranslatedText, useSetter } from './fields';
import { buyingRoles } from './options';

const traitKinds: readonly TraitKind[] = [
  'age', 'profession', 'social_position', 'family', 'place', 'income', 'goal', 'motive', 'problem', 'need', 'value', 'interest', 'fear', 'barrier', 'ambition',
  'disappointment', 'hobby', 'preferred_channel', 'preferred_product', 'scenario', 'habit', 'purchase_frequency', 'technology', 'vocabulary', 'other',
];

export function PersonaForm({ persona }: { persona: Persona }) {
  const { t, lang } = useText();
  const store = useMapStore();
  const of = { kind: 'persona', id: persona.id } as const;
  const set = useSetter(of);
  const [open, setOpen] = useState<string | null>(null);
  const traits = (persona.traits ?? []) as Trait[];
  return (
    <>
      <p className="edit-persona">
        <Face persona={persona} size={56} />
        <Link to="/personas/$map/$persona" params={{ map: store.id, persona: persona.id }} className={buttonClass({ small: true })}>
          {t('personas.sheet')}
        </Link>
        <Link to="/buying/$map" params={{ map: store.id }} className={buttonClass({ small: true })}>
          {t('buying.title')}
        </Link>
      </p>
      <section className="edit-part">
        <TranslatedText of={of} field="name" label={t('edit.name')} />
        <TranslatedText of={of} field="summary" label={t('edit.summary')} />
        <TranslatedText of={of} field="story" label={t('edit.story')} lines={4} />
        <Line label={t('edit.quoteText')} value={persona.quote?.text} onSave={(text) => set('quote', text ? { ...persona.quote, text } : undefined)} />
        <Chips label={t('edit.buyingRoles')} chosen={persona.buying_roles ?? []} options={buyingRoles.map((role) => ({ value: role, label: t(`edit.buying_${role}`) }))} onSave={(roles) => set('buying_roles', roles)} />
        <Line label={t('edit.segment')} hint={t('edit.segmentHint')} value={persona.segment} onSave={(text) => set('segment', text)} />
      </section>
      <Part title={t('edit.traits')} icon="users">
        <ul className="edit-traits">
          {traits.map((one) => (
            <li key={one.id}>
              <button type="button" className="edit-trait" aria-expanded={open === one.id} onClick={() => setOpen(open === one.id ? null : one.id)}>
                <StateMark state={one.state} />
                <span>
                  <small>{t(`trait.${one.kind}`)}</small>
                  {inLang(one.text, lang) || t('map.noText')}
                </span>
                <Icon name={open === one.id ? 'chevron_down' : 'chevron_right'} size={15} />
              </button>
              {open === one.id && (
                <div className="edit-trait__body">
                  <Select label={t('edit.traitKind')} value={one.kind} options={traitKinds.map((kind) => ({ value: kind, label: t(`trait.${kind}`) }))} onSave={(kind) => store.edit.setField('trait', one.id, 'kind', kind)} />
                  <TranslatedText of={{ kind: 'trait', id: one.id }} field="text" label={t('edit.text')} />
                  <EvidencePart kind="trait" id={one.id} />
                  <Button small look="quiet" icon="trash" label={t('edit.removeTrait')} onClick={() => store.edit.remove('trait', [one.id])} />
                </div>
              )}
            </li>
          ))}
        </ul>
        <Select label={t('edit.addTrait')} value={undefined} none={t('edit.choose')} options={traitKinds.map((kind) => ({ value: kind, label: t(`trait.${kind}`) }))} onSave={(kind) => kind && setOpen(store.edit.addTrait(persona.id, { kind: kind as TraitKind, text: { [lang]: '' } }))} />
      </Part>
    </>
  );
}
