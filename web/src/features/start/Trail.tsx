import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { Icon } from '../../ui';
import { findings, intendedOf, stepsOf } from './change';
import { steps, type StartStep } from './search';

/** Whether something has been said at the step: told from the map itself, so it is true also for what came another way. */
export function isDone(step: StartStep, doc: MapDocument | undefined): boolean {
  if (!doc) return false;
  switch (step) {
    case 'purpose':
      return Object.keys(doc.title).length > 0 && Object.keys(doc.purpose ?? {}).length > 0;
    case 'people':
      return Boolean(doc.items?.some((item) => item.kind === 'department')) || Object.keys(intendedOf(doc)).length > 0;
    case 'format':
      return doc.stages.length > 0;
    case 'persona':
      return Boolean(doc.personas?.length);
    case 'evidence':
      return doc.cards.some((card) => card.evidence?.length);
    case 'summary':
      return stepsOf(doc).length > 0 && doc.cards.some((card) => card.feeling);
    case 'opportunities':
      return doc.cards.some((card) => card.opportunity) && findings(doc).hurts.length > 0;
    case 'improve':
      return Boolean(doc.owner && doc.review_date);
  }
}

/** The eight stones of the way. Any of them may be stepped on. */
export function Trail({ step, doc, onGo }: { step: StartStep; doc: MapDocument | undefined; onGo: (step: StartStep) => void }) {
  const { t } = useText();
  return (
    <ol className="trail" aria-label={t('start.steps')}>
      {steps.map((one, i) => {
        const done = isDone(one, doc);
        return (
          <li key={one} data-done={done || undefined}>
            <button type="button" className="trail__stone" aria-current={one === step ? 'step' : undefined} onClick={() => onGo(one)}>
              <span className="trail__mark num">{done && one !== step ? <Icon name="check" size={15} /> : i + 1}</span>
              <span className="trail__word">{t(`start.${one}.short`)}</span>
              {done && <span className="hidden-text">{t('start.done')}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
