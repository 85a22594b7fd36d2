import { useState } from 'react';
import type { LaneRole, MapDocument, MapStep } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { feelingLevel } from '../../../lib/curve';
import { formatCount, formatFeeling } from '../../../lib/format';
import { newId } from '../../../lib/ids';
import { inLang } from '../../../lib/localtext';
import { Field, Icon, Note } from '../../../ui';
import { Curve } from '../Curve';
import { backedCards, ownCard, stepsOf, withFeeling, withText } from '../change';
import { FeelingChoice } from '../FeelingChoice';
import { cardTitle } from '../../map/words';
import type { Start } from '../useStart';

const asked: readonly LaneRole[] = ['actions', 'touchpoints', 'thoughts'];

/** Everything on one line of time: what happens at each step, and how it feels. */
export function Summary({ start, doc }: { start: Start; doc: MapDocument }) {
  const { t, lang } = useText();
  const steps = stepsOf(doc);
  const felt = steps.filter((step) => doc.cards.some((card) => card.at === step.id && card.feeling)).length;
  return (
    <div className="start-form">
      <div className="panel start-curve">
        <Curve doc={doc} />
        <p className="muted num">{felt === steps.length && felt > 0 ? t('start.summary.allFelt') : t('start.summary.felt', { count: felt, of: steps.length })}</p>
      </div>
      {doc.origin && <Note>{t('start.summary.measured')}</Note>}
      {doc.stages.map((stage, s) => (
        <details key={stage.id} className="panel start-stage" open={s === 0 || undefined} style={{ borderLeftColor: `var(--hue-${(s % 8) + 1})` }}>
          <summary>
            <b>
              {s + 1}. {inLang(stage.name, lang)}
            </b>
            <span className="muted num">{t('atlas.steps', { count: stage.steps.length })}</span>
          </summary>
          {stage.steps.map((step) => (
            <StepForm key={step.id} start={start} doc={doc} step={step} />
          ))}
        </details>
      ))}
    </div>
  );
}

function StepForm({ start, doc, step }: { start: Start; doc: MapDocument; step: MapStep }) {
  const { t, lang } = useText();
  const [ids] = useState(() => ({ actions: newId('card'), touchpoints: newId('card'), thoughts: newId('card'), pains: newId('card'), delights: newId('card'), feeling: newId('card') }));
  const point = doc.cards.find((card) => card.at === step.id && card.feeling);
  const value = point?.feeling?.value ?? null;
  const measured = point?.state === 'measured';
  const name = inLang(step.name, lang);
  // Where it hurts one asks what hurts, where it is good what is good.
  const roles = [...asked, ...(value !== null && value <= -0.5 ? (['pains'] as const) : value !== null && value >= 0.5 ? (['delights'] as const) : [])];
  return (
    <fieldset className="start-stepform">
      <legend>{name}</legend>
      <div className="start-stepform__feeling">
        {measured ? (
          <p className="num">
            <span className="state">
              <span className="state__mark state__mark--measured" />
              {t('state.measured')}
            </span>{' '}
            <b>
              {t(`feeling.${feelingLevel(value ?? 0)}`)}, {formatFeeling(value ?? 0, lang)}
            </b>
            {point.feeling?.n !== undefined && <span className="muted"> n = {formatCount(point.feeling.n, lang)}</span>}
          </p>
        ) : (
          <FeelingChoice label={t('start.summary.feeling', { name })} value={value === null ? null : Math.round(value)} onChange={(next) => start.change((map) => withFeeling(map, step.id, next, ids.feeling))} />
        )}
      </div>
      <div className="start-form__row">
        {roles.map((role) => {
          const backed = backedCards(doc, role, step.id);
          return (
            <div key={role} className="start-stepform__field">
              <Field label={t(`start.summary.ask_${role}`)}>
                <input
                  className="input"
                  maxLength={400}
                  value={inLang(ownCard(doc, role, step.id)?.text, lang)}
                  onChange={(e) => start.change((map) => withText(map, role, step.id, lang, e.target.value, ids[role as keyof typeof ids]))}
                />
              </Field>
              {backed.slice(0, 2).map((card) => (
                <p key={card.id} className="start-stepform__backed">
                  <Icon name="check" size={13} />
                  {cardTitle(card, doc, t, lang)}
                </p>
              ))}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
