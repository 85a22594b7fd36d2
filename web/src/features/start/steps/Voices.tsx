import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { LaneRole, MapDocument } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { newId } from '../../../lib/ids';
import { inLang } from '../../../lib/localtext';
import { Button, Field } from '../../../ui';
import { withoutVoice, withVoice } from '../change';
import { FeelingChoice } from '../FeelingChoice';
import type { Start } from '../useStart';

/** What somebody's words may be about. */
const abouts: readonly LaneRole[] = ['pains', 'delights', 'thoughts', 'needs', 'questions', 'quotes'];

/** Notes of interviews as quotes at the steps they speak of. */
export function Voices({ start, doc }: { start: Start; doc: MapDocument }) {
  const { t, lang } = useText();
  const first = doc.stages[0]?.steps[0]?.id ?? '';
  const [quote, setQuote] = useState('');
  const [by, setBy] = useState('');
  const [at, setAt] = useState(first);
  const [role, setRole] = useState<LaneRole>('pains');
  const [feeling, setFeeling] = useState<number | null>(null);
  const [persona, setPersona] = useState('');
  const place = doc.stages.some((stage) => stage.steps.some((step) => step.id === at)) ? at : first;
  const said = doc.cards.filter((card) => !card.feeling && card.evidence?.some((one) => one.quote));
  const nameOf = (id: string) => inLang(doc.stages.flatMap((stage) => [stage, ...stage.steps]).find((one) => one.id === id)?.name, lang);
  const people = doc.personas ?? [];
  return (
    <>
      <p className="muted">
        {t('start.evidence.voicesText')}{' '}
        <Link to="/templates/$id" params={{ id: 'interview_customer' }} target="_blank">
          {t('start.evidence.sheet')}
        </Link>
      </p>
      <form
        className="panel voice-form"
        onSubmit={(event) => {
          event.preventDefault();
          const words = quote.trim();
          if (!words) return;
          const voice = { card: newId('card'), feelingCard: newId('card'), role, at: place, quote: words, lang, by: by.trim(), persona: persona || undefined, feeling };
          start.change((map) => withVoice(map, voice));
          setQuote('');
          setFeeling(null);
        }}
      >
        <Field label={t('personas.words')}>
          <textarea className="input" rows={2} placeholder={t('start.evidence.quoteHint')} value={quote} onChange={(e) => setQuote(e.target.value)} />
        </Field>
        <div className="start-form__row">
          <Field label={t('personas.quoteBy')}>
            <input className="input" placeholder={t('start.evidence.byHint')} value={by} onChange={(e) => setBy(e.target.value)} />
          </Field>
          <Field label={t('start.evidence.where')}>
            <select className="select" value={place} onChange={(e) => setAt(e.target.value)}>
              {doc.stages.map((stage) => (
                <optgroup key={stage.id} label={inLang(stage.name, lang)}>
                  {stage.steps.map((step) => (
                    <option key={step.id} value={step.id}>
                      {inLang(step.name, lang)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </Field>
          <Field label={t('start.evidence.about')}>
            <select className="select" value={role} onChange={(e) => setRole(e.target.value as LaneRole)}>
              {abouts.map((one) => (
                <option key={one} value={one}>
                  {t(`start.evidence.about_${one}`)}
                </option>
              ))}
            </select>
          </Field>
          {people.length > 1 && (
            <Field label={t('atlas.byPersona')}>
              <select className="select" value={persona} onChange={(e) => setPersona(e.target.value)}>
                <option value="">{t('start.evidence.anybody')}</option>
                {people.map((one) => (
                  <option key={one.id} value={one.id}>
                    {inLang(one.name, lang)}
                  </option>
                ))}
              </select>
            </Field>
          )}
        </div>
        <div className="voice-form__foot">
          <FeelingChoice label={t('start.evidence.felt')} value={feeling} onChange={setFeeling} />
          <button type="submit" className="button button--primary" disabled={!quote.trim()}>
            {t('personas.addQuote')}
          </button>
        </div>
      </form>
      {said.length > 0 && (
        <ul className="voices" aria-label={t('start.evidence.said')}>
          {said.map((card) => {
            const words = card.evidence?.find((one) => one.quote)?.quote;
            return (
              <li key={card.id} className="panel">
                <blockquote>
                  {words?.text}
                  <footer className="muted">
                    {[words?.by, nameOf(card.at), t(`start.evidence.about_${doc.lanes.find((lane) => lane.id === card.lane)?.role ?? 'quotes'}`, { defaultValue: t('lane.quotes') })].filter(Boolean).join(' · ')}
                  </footer>
                </blockquote>
                <Button look="quiet" small iconOnly icon="trash" label={t('start.evidence.removeQuote')} onClick={() => start.change((map) => withoutVoice(map, card.id))} />
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
