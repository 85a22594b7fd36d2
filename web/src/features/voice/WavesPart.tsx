import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Measure, VoiceSummary, Wave, Waves } from '../../api/voice';
import { wavesQuery } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDecimal, formatShare, type Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Loading } from '../../ui';

const monthsMax = 14;
const [width, height] = [560, 190];

/** Scores month by month with their intervals; a month with too few answers is a gap, not a point. */
export function WavesPart({ summary }: { summary: VoiceSummary }) {
  const { t } = useText();
  const measures = [...new Set(summary.sources.flatMap((source) => source.scores.map((score) => score.measure)))];
  const [picked, setPicked] = useState<Measure | undefined>();
  const measure = picked ?? measures[0];
  const { data, error, refetch, isPending } = useQuery({ ...wavesQuery(measure ?? 'stars', 'month'), enabled: measure !== undefined });
  return (
    <section className="panel block" aria-labelledby="voice-waves">
      <header className="block__head">
        <h2 id="voice-waves">{t('voice.waves')}</h2>
        {measures.length > 1 && (
          <select className="select select--small" aria-label={t('voice.measure')} value={measure} onChange={(event) => setPicked(event.target.value as Measure)}>
            {measures.map((one) => (
              <option key={one} value={one}>
                {t(`voice.measure_${one}`)}
              </option>
            ))}
          </select>
        )}
      </header>
      {measure === undefined && <p className="muted">{t('voice.noScores')}</p>}
      {measure !== undefined && isPending && <Loading label={t('common.loading')} rows={5} height={26} />}
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {data && <Picture waves={data} />}
    </section>
  );
}

const month = (day: string, lang: Lang) => new Intl.DateTimeFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(new Date(day));

function Picture({ waves }: { waves: Waves }) {
  const { t, lang } = useText();
  const rows = waves.rows.slice(-monthsMax);
  const known = rows.filter((row): row is Wave & { value: number } => row.value !== undefined && !row.suppressed);
  if (known.length === 0) return <p className="muted">{inLang(waves.note, lang) || t('voice.noScores')}</p>;
  const show = (value: number) => (waves.unit === 'share' ? formatShare(value, lang) : formatDecimal(value, lang, waves.unit === 'points' ? 0 : 2));
  const [low, high] = [Math.min(...known.map((row) => row.lo ?? row.value)), Math.max(...known.map((row) => row.hi ?? row.value))];
  const pad = (high - low) * 0.12 || 1;
  const y = (value: number) => 14 + ((high + pad - value) / (high - low + 2 * pad)) * (height - 46);
  const x = (i: number) => 44 + ((i + 0.5) / rows.length) * (width - 56);
  const line = rows.map((row, i) => (row.value === undefined || row.suppressed ? null : { x: x(i), y: y(row.value) }));
  const ticks = [low, (low + high) / 2, high];
  const last = known.at(-1);
  return (
    <>
      <svg className="waves" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('voice.wavesOf', { measure: t(`voice.measure_${waves.measure}`) })}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="step-curve__guide" x1={44} x2={width} y1={y(tick)} y2={y(tick)} />
            <text className="waves__tick" x={38} y={y(tick) + 4} textAnchor="end">
              {show(tick)}
            </text>
          </g>
        ))}
        {line.map((point, i) => {
          const next = line[i + 1];
          return point && next ? <line key={i} className="waves__line" x1={point.x} y1={point.y} x2={next.x} y2={next.y} /> : null;
        })}
        {rows.map((row, i) =>
          row.value === undefined || row.suppressed ? (
            <text key={row.from} className="waves__tick" x={x(i)} y={height - 40} textAnchor="middle">
              ·
            </text>
          ) : (
            <g key={row.from}>
              <title>{`${month(row.from, lang)}: ${show(row.value)}${row.lo === undefined || row.hi === undefined ? '' : ` (${show(row.lo)} … ${show(row.hi)})`}, n = ${formatCount(row.n, lang)}`}</title>
              {row.lo !== undefined && row.hi !== undefined && <line className="waves__whisker" x1={x(i)} x2={x(i)} y1={y(row.lo)} y2={y(row.hi)} />}
              <circle className="waves__point" cx={x(i)} cy={y(row.value)} r={4.5} />
            </g>
          ),
        )}
        {rows.map((row, i) => (rows.length < 9 || i % 2 === rows.length % 2 ? (
          <text key={row.from} className="waves__tick" x={x(i)} y={height - 8} textAnchor="middle">
            {month(row.from, lang)}
          </text>
        ) : null))}
      </svg>
      {last && (
        <p className="muted block__note num">
          {month(last.from, lang)}: {show(last.value)}, n = {formatCount(last.n, lang)}
          {last.change && ` · ${t('voice.waveChange', { value: `${last.change.value > 0 ? '+' : '\u2212'}${show(Math.abs(last.change.value))}`, lo: show(last.change.lo), hi: show(last.change.hi) })}`}
        </p>
      )}
    </>
  );
}
