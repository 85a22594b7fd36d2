import '../compare/compare.css';
import './suggestions.css';
import type { MapChange } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { sign } from '../compare/sign';
import { tell } from './told';
import { wordDiff } from './worddiff';

const fieldWords: ReadonlySet<string> = new Set([
  ...['text', 'name', 'title', 'goal', 'description', 'scenario', 'purpose', 'scope', 'owner', 'department', 'review_date', 'kind', 'state', 'role', 'main', 'optional', 'moment_of_truth', 'activities'],
  ...['feeling', 'metric', 'target', 'pain', 'moment', 'opportunity', 'action', 'evidence', 'personas', 'items', 'channel', 'image', 'emotions', 'touchpoints', 'intended', 'expected', 'summary', 'story', 'quote'],
]);

/** One change: what it is about, and before and after, word by word where it is a text. */
export function ChangeLine({ change, doc, after }: {
  change: MapChange;
  /** The map before the change. */
  doc: MapDocument;
  /** Where what is new is found by name, when it is not on the map yet. */
  after?: MapDocument;
}) {
  const { t, lang } = useText();
  const words = { lane: (role: string) => t(`lane.${role}`), empty: t('map.noText') };
  const told = tell(change, doc, lang, words);
  if (told.gone && after) Object.assign(told, { name: tell(change, after, lang, words).name, gone: false });
  const [field, part] = (told.field ?? '').split('.');
  const fieldName = field && (fieldWords.has(field) ? t(`suggestions.field_${field}`) : field) + (part ? ` · ${part}` : '') + (told.lang && told.lang !== lang && told.lang !== 'und' ? ` (${told.lang})` : '');
  return (
    <>
      <span className={`difference__sign difference-kind--${told.what}`} aria-hidden="true">
        {sign[told.what]}
      </span>
      <div className="difference__words">
        <span className="hidden-text">{t(`compare.what_${told.what}`)}: </span>
        <p className="change__of">
          {t(`suggestions.of_${told.of}`)} {told.what !== 'changed' || field !== 'text' ? <b>{told.name}</b> : null} {fieldName && <span className="muted">{fieldName}</span>}
        </p>
        {told.field !== undefined ? (
          <p className="change__text">
            {wordDiff(told.before ?? '', told.after ?? '').map((one, i) =>
              one.kind === 'same' ? (
                one.text
              ) : one.kind === 'out' ? (
                <del key={i}>{one.text}</del>
              ) : (
                <ins key={i}>{one.text}</ins>
              ),
            )}
          </p>
        ) : (
          (told.before !== undefined || told.after !== undefined) && (
            <p className="muted">
              {told.before !== undefined && `${told.before} → `}
              {told.after}
            </p>
          )
        )}
        {told.gone && <p className="change__gone">{t('suggestions.gone')}</p>}
      </div>
    </>
  );
}
