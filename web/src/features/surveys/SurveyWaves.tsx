import type { SurveyResults, WavePoint } from '../../api/surveys';
import { useText } from '../../app/i18n';
import { formatCount, formatDecimal, formatShare, type Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';

const [width, height] = [720, 200];
const [left, top, bottom] = [46, 14, 40];
const monthsMax = 18;

const month = (name: string, lang: Lang) => new Intl.DateTimeFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(new Date(`${name}-01T00:00:00Z`));

/** The first scored question month by month, with intervals; a month of too few answers is a gap, and says so. */
export function SurveyWaves({ results }: { results: SurveyResults }) {
  const { t, lang } = useText();
  const points = results.waves.slice(-monthsMax);
  const question = results.questions.find((one) => one.id === results.waves_of);
  if (points.length < 2 || !question) return null;
  const known = points.flatMap(({ value }) => (value.value === undefined ? [] : [value.lo ?? value.value, value.hi ?? value.value]));
  if (known.length === 0) return null;
  const inPoints = question.kind === 'nps' || question.kind === 'rating';
  const show = (value: number) => `${value < 0 ? '\u2212' : ''}${inPoints ? formatDecimal(Math.abs(value), lang, question.kind === 'rating' ? 2 : 0) : formatShare(Math.abs(value) / 100, lang, 0)}`;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const pad = (high - low) * 0.1 || 1;
  const y = (value: number) => top + ((high + pad - value) / (high - low + 2 * pad)) * (height - top - bottom);
  const x = (i: number) => left + ((i + 0.5) / points.length) * (width - left - 8);
  const told = (point: WavePoint) => (point.value.value === undefined ? inLang(point.value.suppressed, lang) : `${show(point.value.value)}${point.value.lo === undefined || point.value.hi === undefined ? '' : ` (${show(point.value.lo)} … ${show(point.value.hi)})`}, n = ${formatCount(point.value.n, lang)}`);
  const last = points.findLast((point) => point.change?.value !== undefined);
  return (
    <section className="panel survey-waves" aria-labelledby="survey-waves">
      <header className="answer-card__head">
        <h2 id="survey-waves">{t('surveys.waves')}</h2>
        <span className="muted">{inLang(question.text, lang)}</span>
      </header>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${t('surveys.waves')}. ${points.map((point) => `${month(point.name, lang)}: ${told(point)}`).join('. ')}`}>
        {[low, (low + high) / 2, high].map((tick) => (
          <g key={tick}>
            <line className="survey-waves__guide" x1={left} x2={width} y1={y(tick)} y2={y(tick)} />
            <text className="survey-waves__tick" x={left - 6} y={y(tick) + 4} textAnchor="end">
              {show(tick)}
            </text>
          </g>
        ))}
        {points.map((point, i) => {
          const next = points[i + 1];
          return point.value.value !== undefined && next?.value.value !== undefined ? <line key={point.name} className="survey-waves__line" x1={x(i)} y1={y(point.value.value)} x2={x(i + 1)} y2={y(next.value.value)} /> : null;
        })}
        {points.map((point, i) => (
          <g key={point.name}>
            <title>{`${month(point.name, lang)}: ${told(point)}`}</title>
            {point.value.value === undefined ? (
              <text className="survey-waves__tick" x={x(i)} y={height - bottom - 4} textAnchor="middle">
                n = {formatCount(point.value.n, lang)}
              </text>
            ) : (
              <>
                {point.value.lo !== undefined && point.value.hi !== undefined && <line className="survey-waves__whisker" x1={x(i)} x2={x(i)} y1={y(point.value.lo)} y2={y(point.value.hi)} />}
                <circle className={point.changed ? 'survey-waves__point survey-waves__point--changed' : 'survey-waves__point'} cx={x(i)} cy={y(point.value.value)} r={5} />
              </>
            )}
            {(points.length < 11 || i % 2 === (points.length - 1) % 2) && (
              <text className="survey-waves__tick" x={x(i)} y={height - 12} textAnchor="middle">
                {month(point.name, lang)}
              </text>
            )}
          </g>
        ))}
      </svg>
      {last?.change?.value !== undefined && last.since && (
        <p className="muted num">
          {t(last.changed ? 'surveys.changedSince' : 'surveys.sameSince', { month: month(last.name, lang), since: month(last.since, lang), value: `${last.change.value > 0 ? '+' : ''}${show(last.change.value)}`, lo: show(last.change.lo ?? last.change.value), hi: show(last.change.hi ?? last.change.value) })}
        </p>
      )}
    </section>
  );
}
