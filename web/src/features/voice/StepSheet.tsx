import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SaidOften, VoiceStep } from '../../api/voice';
import { useText } from '../../app/i18n';
import { formatCount, formatDecimal, formatFeeling, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import type { VoiceFilter } from '../../lib/voicefilter';
import { Icon, Meter } from '../../ui';
import { stepFilter } from './columns';
import { Quote, TextsLink } from './parts';
import { oftenFilter } from './sayings';

/** Everything people say at one step: numbers with their base, pains, delights, the best words. */
export function StepSheet({ step, map }: { step: VoiceStep; map?: string }) {
  const { t, lang } = useText();
  const filter = stepFilter(step, map);
  const { curve, nps, sentiment } = step;
  const scores = step.scores ?? (step.score ? [step.score] : []);
  return (
    <div className="step-sheet" aria-live="polite">
      <header className="step-sheet__head">
        <h3>{inLang(step.name, lang)}</h3>
        <TextsLink filter={filter}>
          {t('voice.said', { count: step.n_items, shown: formatCount(step.n_items, lang) })}
          <Icon name="arrow_right" size={14} />
        </TextsLink>
      </header>
      {step.n_items === 0 ? (
        <p className="muted">{t('voice.nothingHere')}</p>
      ) : (
        <div className="step-sheet__parts">
          <div className="step-sheet__facts">
            <dl className="step-sheet__facts">
            <Fact name={t('voice.curveHere')} value={curve.value === undefined ? '–' : formatFeeling(curve.value, lang)} fine={[t(`voice.state_${curve.state}`), interval(curve.lo, curve.hi, (x) => formatFeeling(x, lang))]} note={inLang(curve.note, lang)} />
            {scores.map((score) => (
              <Fact
                key={`${score.measure} ${score.scale.hi} ${score.question ?? ''}`}
                name={`${t(`voice.measure_${score.measure}`)}, ${score.scale.lo}–${score.scale.hi}`}
                value={formatDecimal(score.raw_mean, lang, 2)}
                fine={[interval(score.lo, score.hi, (x) => formatDecimal(x, lang, 2)), `n = ${formatCount(score.n, lang)}`]}
                note={score.question}
              />
            ))}
            {nps && <Fact name={t('voice.measure_nps')} value={signed(nps.value, lang)} fine={[interval(nps.lo, nps.hi, (x) => signed(x, lang)), `n = ${formatCount(nps.n, lang)}`]} />}
            {sentiment && <Fact name={t('voice.sentiment')} value={formatFeeling(sentiment.mean, lang)} fine={[interval(sentiment.lo, sentiment.hi, (x) => formatFeeling(x, lang)), `n = ${formatCount(sentiment.n, lang)}`]} />}
            </dl>
            <div className="step-sheet__links">
              {step.questions > 0 && (
                <Link to="/voice/questions" search={filter} className="chip chip--link">
                  <Icon name="questions" size={14} />
                  {t('voice.nQuestions', { count: step.questions })}
                </Link>
              )}
              {(step.missing ?? 0) > 0 && (
                <Link to="/voice/questions" search={{ ...filter, of: 'missing' }} className="chip chip--link">
                  <Icon name="ideas" size={14} />
                  {t('voice.nMissing', { count: step.missing })}
                </Link>
              )}
              {(step.expected?.worse ?? 0) > 0 && (
                <TextsLink filter={{ ...filter, act: 'worse_than_expected' }} className="chip chip--link">
                  {t('voice.nWorse', { count: step.expected?.worse })}
                </TextsLink>
              )}
              {step.emotions?.slice(0, 4).map(({ emotion, n }) => (
                <TextsLink key={emotion} filter={{ ...filter, emotion }} className="chip chip--link">
                  {t(`edit.emotion_${emotion}`)} <b className="num">{formatCount(n, lang)}</b>
                </TextsLink>
              ))}
            </div>
          </div>
          <div className="step-sheet__often">
            <Often title={t('lane.pains')} icon={<Icon name="pains" size={15} />} look="pain" items={step.pains} filter={filter} />
            <Often title={t('lane.delights')} icon={<Icon name="delights" size={15} />} look="delight" items={step.delights} filter={filter} />
          </div>
          <div className="step-sheet__quotes">
            <h4>{t('voice.bestQuotes')}</h4>
            {step.best_quotes.length === 0 && <p className="muted">{t('voice.noQuotes')}</p>}
            {step.best_quotes.slice(0, 3).map((quote) => (
              <Quote key={`${quote.source} ${quote.item} ${quote.span.start}`} quote={quote} />
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

const interval = (lo: number | undefined, hi: number | undefined, words: (value: number) => string) => (lo === undefined || hi === undefined ? '' : `${words(lo)} … ${words(hi)}`);
const signed = (value: number, lang: 'ru' | 'en') => `${value > 0.5 ? '+' : value < -0.5 ? '\u2212' : ''}${formatDecimal(Math.abs(value), lang, 0)}`;

function Fact({ name, value, fine, note }: { name: string; value: string; fine: string[]; note?: string }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>
        <b className="num">{value}</b>
        <span className="muted num">{fine.filter(Boolean).join(' · ')}</span>
        {note && <span className="muted fact__note">{note}</span>}
      </dd>
    </div>
  );
}

function Often({ title, icon, look, items, filter }: { title: string; icon: ReactNode; look: 'pain' | 'delight'; items: SaidOften[]; filter: VoiceFilter }) {
  const { t, lang } = useText();
  return (
    <section className={`often often--${look}`}>
      <h4>
        {icon}
        {title}
      </h4>
      {items.length === 0 && <p className="muted">{t('voice.noneFound')}</p>}
      <ul>
        {items.slice(0, 5).map((item) => (
          <li key={item.topic?.id ?? item.aspect ?? inLang(item.name, lang)}>
            <TextsLink filter={oftenFilter(item, look === 'pain' ? 'pains' : 'delights', filter)}>{inLang(item.name, lang)}</TextsLink>
            <span className="num muted" title={formatShare(item.share, lang)}>
              {formatCount(item.n, lang)}
            </span>
            <Meter value={item.share * 2} colour={look === 'pain' ? 'var(--feel--1)' : 'var(--ok)'} />
          </li>
        ))}
      </ul>
    </section>
  );
}
