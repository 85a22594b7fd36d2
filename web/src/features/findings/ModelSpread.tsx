import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import type { ChannelCredits } from './credits';
import { formatPercent, formatRange, scaleOf } from './numbers';

/** Every channel on a line of its own, with the share each model gives it: how far the dots lie apart is how far models disagree. */
export function ModelSpread({ rows }: { rows: ChannelCredits[] }) {
  const { t, lang } = useText();
  const scale = scaleOf(rows.flatMap((row) => row.cells.flatMap((cell) => [cell.credit.share.hi, cell.credit.share.value])), true);
  const x = (value: number) => `${2 + (value / scale.max) * 96}%`;
  const percent = (value: number) => formatPercent(value, lang);
  const grid = ticks(scale.max);
  return (
    <ol className="spread" aria-label={t('findings.spread')}>
      {rows.map((row) => {
        const words = t('findings.fromTo', { least: percent(row.least.credit.share.value), leastModel: inLang(row.least.title, lang), most: percent(row.most.credit.share.value), mostModel: inLang(row.most.title, lang) });
        return (
          <li key={row.channel} className={`spread__row ${row.disagrees ? 'spread__row--apart' : ''}`}>
            <span className="spread__name">{row.channel}</span>
            <svg className="spread__line" height={34} role="img" aria-label={`${row.channel}: ${words}`}>
              {grid.map((tick) => (
                <line key={tick} className="spread__grid" x1={x(tick)} x2={x(tick)} y1={0} y2={34} />
              ))}
              <line className="spread__range" x1={x(row.least.credit.share.value)} x2={x(row.most.credit.share.value)} y1={17} y2={17} />
              {row.cells.map(({ model, title, credit }) => (
                <g key={model} className={model === row.least.model || model === row.most.model ? 'spread__dot spread__dot--end' : 'spread__dot'}>
                  <title>{`${inLang(title, lang)}: ${percent(credit.share.value)} (${formatRange(credit.share, percent)})`}</title>
                  <line x1={x(credit.share.lo ?? 0)} x2={x(credit.share.hi ?? scale.max)} y1={17} y2={17} />
                  <circle cx={x(credit.share.value)} cy={17} r={model === row.least.model || model === row.most.model ? 6.5 : 5} />
                </g>
              ))}
            </svg>
            <span className="spread__words">{words}</span>
          </li>
        );
      })}
      <li className="spread__row spread__row--axis" aria-hidden="true">
        <span />
        <span className="spread__ticks num">
          {grid.map((tick) => (
            <span key={tick} style={{ left: x(tick) }}>
              {percent(tick)}
            </span>
          ))}
        </span>
        <span />
      </li>
    </ol>
  );
}

/** Round shares up to the largest. */
function ticks(max: number): number[] {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25].find((one) => max / one <= 6) ?? 0.25;
  return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, i) => i * step);
}
