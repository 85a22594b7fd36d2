import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { ItemScore, LanguageCount, VoiceKind, VoiceLanguage, VoiceQuote } from '../../api/voice';
import { useText } from '../../app/i18n';
import { feelingLevel } from '../../lib/curve';
import { formatCount, formatDay, formatDecimal, formatFeeling, formatShare, nearlyAll, type Lang } from '../../lib/format';
import type { VoiceFilter } from '../../lib/voicefilter';
import { Icon, type IconName } from '../../ui';

export const kindIcons: Record<VoiceKind, IconName> = {
  answer: 'check',
  review: 'review',
  ticket: 'call_centre',
  chat: 'messenger',
  interview: 'users',
  observation: 'eye',
  post: 'social',
};

/** A feeling by colour, face and number: any one of them is enough. */
export function FeelingMark({ value, small }: { value: number | undefined; small?: boolean }) {
  const { t, lang } = useText();
  if (value === undefined) {
    return (
      <span className={`feel feel--none ${small ? 'feel--small' : ''}`}>
        <span aria-hidden="true">–</span>
        <span className="hidden-text">{t('voice.feelingNone')}</span>
      </span>
    );
  }
  const level = feelingLevel(value);
  return (
    <span className={`feel feel--${level} ${small ? 'feel--small' : ''} num`}>
      <Icon name={level < 0 ? 'frown' : level > 0 ? 'smile' : 'meh'} size={small ? 14 : 16} />
      <span className="hidden-text">{t(`feeling.${level}`)}</span>
      {formatFeeling(value, lang)}
    </span>
  );
}

export function ScoreMark({ score }: { score: ItemScore }) {
  const { t, lang } = useText();
  const value = formatDecimal(score.value, lang, Number.isInteger(score.value) ? 0 : 1);
  if (score.measure === 'stars') {
    return (
      <span className="score num" title={t('voice.scoreOf', { value, lo: score.scale.lo, hi: score.scale.hi })}>
        <span aria-hidden="true">
          <span className="score__full">{'★'.repeat(Math.round(score.value))}</span>
          <span className="score__empty">{'★'.repeat(Math.max(0, score.scale.hi - Math.round(score.value)))}</span>
        </span>
        <span className="hidden-text">{t('voice.scoreOf', { value, lo: score.scale.lo, hi: score.scale.hi })}</span>
      </span>
    );
  }
  return (
    <span className="score num" title={t('voice.scoreOf', { value, lo: score.scale.lo, hi: score.scale.hi })}>
      {t(`voice.measure_${score.measure}`)} <b>{value}</b>
      <span className="muted">/{score.scale.hi}</span>
    </span>
  );
}

export function LanguageMark({ language }: { language: VoiceLanguage }) {
  const { t } = useText();
  return (
    <abbr className={`language language--${language}`} title={t(`voice.language_${language}`)}>
      {t(`voice.lang_${language}`)}
    </abbr>
  );
}

export function Languages({ of }: { of: LanguageCount[] }) {
  const { t, lang } = useText();
  const n = of.reduce((sum, one) => sum + one.n, 0);
  return <>{of.map((one) => `${t(`voice.language_${one.language}`)} ${formatShare(one.n / Math.max(1, n), lang)}`).join(', ')}</>;
}

/** To the texts behind a number. */
export function TextsLink({ filter, children, className }: { filter: VoiceFilter & { item?: string }; children: ReactNode; className?: string }) {
  return (
    <Link to="/voice/items" search={filter} className={className ?? 'texts-link'}>
      {children}
    </Link>
  );
}

/** A probability in words: what was estimated is never called certain. */
export const sure = (probability: number, t: TFunction, lang: Lang) => (nearlyAll(probability) ? t('voice.over', { share: formatShare(0.99, lang, 0) }) : formatShare(probability, lang, 0));

export const itemName = (item: { source: string; id: string }) => `${item.source}/${item.id}`;

/** Exact words with what is known of who said them; leads to the whole text. */
export function Quote({ quote, tools }: { quote: VoiceQuote; tools?: ReactNode }) {
  const { lang } = useText();
  const about = quote.time ? formatDay(quote.time, lang) : '';
  return (
    <figure className={`voice-quote voice-quote--${quote.feeling === undefined ? 'none' : feelingLevel(quote.feeling)}`}>
      <blockquote lang={quote.language === 'ru' || quote.language === 'en' ? quote.language : undefined}>
        <TextsLink filter={{ item: itemName({ source: quote.source, id: quote.item }) }} className="voice-quote__words">
          {quote.text}
        </TextsLink>
      </blockquote>
      <figcaption>
        {quote.feeling !== undefined && <FeelingMark value={quote.feeling} small />}
        {quote.score && <ScoreMark score={quote.score} />}
        <span className="muted">{about || quote.source}</span>
        {tools}
      </figcaption>
    </figure>
  );
}

/** Counts over weeks as a small picture; the words beside it tell what it is about. */
export function Spark({ values, label, width = 132, height = 34, colour = 'var(--brand)' }: { values: number[]; label: string; width?: number; height?: number; colour?: string }) {
  const max = Math.max(1, ...values);
  const step = width / Math.max(1, values.length);
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {values.map((value, i) => {
        const tall = value === 0 ? 1 : Math.max(2, (value / max) * (height - 2));
        return <rect key={i} x={i * step + 0.5} width={Math.max(1.5, step - 1.5)} y={height - tall} height={tall} rx={1} style={{ fill: value === 0 ? 'var(--line)' : colour }} />;
      })}
    </svg>
  );
}

/** Parts of a whole side by side, each with its own look and words. */
export function SplitBar({ parts, label }: { parts: { key: string; n: number; words: string; filter?: VoiceFilter }[]; label: string }) {
  const { lang } = useText();
  const n = parts.reduce((sum, part) => sum + part.n, 0);
  if (n === 0) return null;
  return (
    <div className="split" role="group" aria-label={label}>
      <div className="split__bar" aria-hidden="true">
        {parts.map((part) => part.n > 0 && <span key={part.key} className={`split__part split__part--${part.key}`} style={{ flexGrow: part.n }} />)}
      </div>
      <ul className="split__words">
        {parts.map((part) => (
          <li key={part.key}>
            <span className={`split__mark split__part--${part.key}`} aria-hidden="true" />
            {part.filter ? <TextsLink filter={part.filter}>{part.words}</TextsLink> : part.words}
            <span className="muted num">
              {formatCount(part.n, lang)} · {formatShare(part.n / n, lang)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
