import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Estimate, QuestionResult, SurveyQuestion } from '../../api/surveys';
import { voiceItemQuery } from '../../api/voiceQueries';
import { useText } from '../../app/i18n';
import { feelingLevel } from '../../lib/curve';
import { formatAgo, formatCount, formatDecimal, formatShare, type Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Icon } from '../../ui';
import { FeelingMark } from '../voice/parts';
import { mouths } from './AnswerPage';
import { byShare, countName, levelOf, npsParts } from './resultRows';
import { kindIcons } from './words';
import type { Kind } from './document';

/** Texts that are shown before somebody asks for more. */
const textsFirst = 5;

/** One question with everything that was answered to it, as a picture and in numbers. */
export function QuestionCard({ result, number, asked }: { result: QuestionResult; number: number; asked: SurveyQuestion | undefined }) {
  const { t, lang } = useText();
  const kind = result.kind as Kind;
  const scored = result.estimate !== undefined;
  return (
    <li className="panel answer-card">
      <header className="answer-card__head">
        <span className="qlist__kind" title={t(`surveys.kind_${kind}`)}>
          <Icon name={kindIcons[kind]} size={15} />
        </span>
        <h2>
          <span className="muted num">{number}.</span> {inLang(result.text, lang)}
        </h2>
        <span className="muted num answer-card__n">
          n = {formatCount(result.n, lang)}
          {asked?.show_if && ` · ${t('surveys.notAskedAll')}`}
        </span>
      </header>
      {result.n === 0 ? (
        <p className="muted">{t('surveys.nobodyYet')}</p>
      ) : (
        <>
          {scored && <Number result={result} />}
          {kind === 'nps' && <NpsBar result={result} />}
          {kind === 'faces' ? <Faces result={result} /> : scored && <Columns result={result} />}
          {!scored && result.counts.length > 0 && <Bars result={result} />}
        </>
      )}
      {result.texts.length > 0 && <Texts result={result} />}
    </li>
  );
}

const digits = (kind: string) => (kind === 'rating' ? 2 : 0);
/** Points with their sign, means as they are, shares in per cent. */
function shownEstimate(value: number, kind: string, lang: Lang): string {
  if (kind !== 'nps' && kind !== 'rating') return formatShare(value / 100, lang, 0);
  return `${kind === 'nps' && value > 0 ? '+' : value < 0 ? '\u2212' : ''}${formatDecimal(Math.abs(value), lang, digits(kind))}`;
}

/** The measure's usual number with its interval on its scale; or why it is not told. */
function Number({ result }: { result: QuestionResult }) {
  const { t, lang } = useText();
  const estimate = result.estimate as Estimate;
  const { kind } = result;
  if (estimate.value === undefined) {
    return (
      <p className="measure measure--few">
        <Icon name="eye_off" size={16} />
        {inLang(estimate.suppressed, lang) || t('surveys.few')}
      </p>
    );
  }
  const ends = result.kind === 'nps' ? [-100, 100] : kind === 'rating' ? [globalThis.Number(result.counts[0]?.value ?? 0), globalThis.Number(result.counts.at(-1)?.value ?? 1)] : [0, 100];
  const at = (value: number) => `${(100 * (value - (ends[0] as number))) / ((ends[1] as number) - (ends[0] as number))}%`;
  const { lo, hi, value } = estimate;
  return (
    <div className="measure">
      <b className="measure__value num">{shownEstimate(value, kind, lang)}</b>
      <div className="measure__words">
        <span className="measure__name">{t(`surveys.measure_${kind}`)}</span>
        {lo !== undefined && hi !== undefined && (
          <span className="measure__line" aria-hidden="true">
            <span className="measure__interval" style={{ left: at(lo), right: `calc(100% - ${at(hi)})` }} />
            <span className="measure__point" style={{ left: at(value) }} />
            {kind === 'nps' && <span className="measure__zero" />}
          </span>
        )}
        <span className="muted num">
          {lo !== undefined && hi !== undefined && `${t('surveys.interval95', { lo: shownEstimate(lo, kind, lang), hi: shownEstimate(hi, kind, lang), level: formatShare(estimate.level, lang, 0) })} · `}
          {inLang(estimate.base, lang)}
          {result.mean?.value !== undefined && ` · ${t('surveys.mean', { value: formatDecimal(result.mean.value, lang, 2) })}`}
        </span>
      </div>
    </div>
  );
}

function NpsBar({ result }: { result: QuestionResult }) {
  const { t, lang } = useText();
  const parts = npsParts(result.counts);
  const n = parts.detractors + parts.passives + parts.promoters;
  if (n === 0) return null;
  return (
    <div className="nps" role="group" aria-label={t('surveys.npsParts')}>
      <div className="nps__bar" aria-hidden="true">
        {(['detractors', 'passives', 'promoters'] as const).map((part) => parts[part] > 0 && <span key={part} className={`nps__part nps__part--${part}`} style={{ flexGrow: parts[part] }} />)}
      </div>
      <ul className="nps__words">
        {(['detractors', 'passives', 'promoters'] as const).map((part) => (
          <li key={part}>
            <span className={`nps__mark nps__part--${part}`} aria-hidden="true" />
            {t(`surveys.${part}`)}
            <b className="num">{formatShare(parts[part] / n, lang)}</b>
            <span className="muted num">{formatCount(parts[part], lang)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How many gave each score. */
function Columns({ result }: { result: QuestionResult }) {
  const { t, lang } = useText();
  const most = Math.max(1, ...result.counts.map((count) => count.n));
  return (
    <ol className="columns" aria-label={t('surveys.distribution')}>
      {result.counts.map((count) => (
        <li key={count.value} title={`${count.value}: ${formatCount(count.n, lang)} · ${formatShare(count.share, lang)}`}>
          <span className="columns__n num">{count.n > 0 ? formatCount(count.n, lang) : ''}</span>
          <span className={`columns__bar level-${levelOf(result.kind, count.value, result.counts)}`} style={{ height: `${count.n === 0 ? 2 : Math.max(4, (92 * count.n) / most)}px` }} aria-hidden="true" />
          <span className="columns__score num">{count.value}</span>
          {count.n === 0 && <span className="hidden-text">0</span>}
        </li>
      ))}
    </ol>
  );
}

/** Five faces, each as large as the share that chose it. */
function Faces({ result }: { result: QuestionResult }) {
  const { t, lang } = useText();
  const most = Math.max(0.01, ...result.counts.map((count) => count.share));
  return (
    <ol className="face-counts" aria-label={t('surveys.distribution')}>
      {result.counts.map((count, i) => (
        <li key={count.value} className={`level-${i - 2}`}>
          <span className="face-counts__room">
            <svg viewBox="0 0 48 48" aria-hidden="true" style={{ width: `${26 + 34 * Math.sqrt(count.share / most)}px`, opacity: count.n === 0 ? 0.35 : 1 }}>
              <circle className="face-counts__head" cx="24" cy="24" r="21" />
              <circle className="face-counts__eye" cx="17" cy="19" r="2.4" />
              <circle className="face-counts__eye" cx="31" cy="19" r="2.4" />
              <path d={mouths[i]} />
            </svg>
          </span>
          <b className="num">{formatShare(count.share, lang)}</b>
          <span className="muted">
            {countName('faces', count, lang)} <span className="num">({formatCount(count.n, lang)})</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Options or feelings, the most chosen first. */
function Bars({ result }: { result: QuestionResult }) {
  const { t, lang } = useText();
  const rows = byShare(result);
  const most = Math.max(0.01, ...rows.map((row) => row.share));
  return (
    <>
      <ol className="choice-bars" aria-label={t('surveys.distribution')}>
        {rows.map((row) => (
          <li key={row.value}>
            <span className="choice-bars__name">{countName(result.kind, row, lang)}</span>
            <span className="choice-bars__track" aria-hidden="true">
              <span className={result.kind === 'emotion' ? 'choice-bars__bar choice-bars__bar--emotion' : 'choice-bars__bar'} style={{ width: `${(100 * row.share) / most}%` }} />
            </span>
            <b className="num">{formatShare(row.share, lang)}</b>
            <span className="muted num choice-bars__n">{formatCount(row.n, lang)}</span>
          </li>
        ))}
      </ol>
      {(result.kind === 'multi' || result.kind === 'emotion') && <p className="muted answer-card__note">{t('surveys.severalNote')}</p>}
    </>
  );
}

function Texts({ result }: { result: QuestionResult }) {
  const { t, lang } = useText();
  const [all, setAll] = useState(false);
  const shown = all ? result.texts : result.texts.slice(0, textsFirst);
  return (
    <section className="own-texts" aria-label={t('surveys.inWords')}>
      <ul className="own-texts__list">
        {shown.map((text) => (
          <li key={text.item} className="own-texts__one">
            <Link to="/voice/items" search={{ source: 'surveys', item: `surveys/${text.item}` }} className="own-texts__words">
              {text.text}
            </Link>
            <span className="own-texts__about muted num">
              <Felt item={text.item} />
              {text.score !== undefined && <span className="chip">{formatDecimal(text.score, lang, 0)}</span>}
              {formatAgo(text.at, Date.now(), lang)}
            </span>
          </li>
        ))}
      </ul>
      <footer className="own-texts__foot">
        {!all && result.texts.length > shown.length && <Button small label={t('surveys.moreTexts', { count: result.texts.length - shown.length })} onClick={() => setAll(true)} />}
        {result.n_texts > result.texts.length && (
          <Link to="/voice/items" search={{ source: 'surveys' }}>
            {t('surveys.allTexts', { shown: formatCount(result.n_texts, lang) })}
          </Link>
        )}
      </footer>
    </section>
  );
}

/** How a text feels, once it lies among what people say; until then nothing is said. */
function Felt({ item }: { item: string }) {
  const { data } = useQuery({ ...voiceItemQuery('surveys', item), staleTime: 60_000, retry: false });
  const feeling = data?.item.reading?.opinion?.feeling;
  return feeling === undefined || feelingLevel(feeling) === undefined ? null : <FeelingMark value={feeling} small />;
}
