import { useState, type KeyboardEvent } from 'react';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import type { ChannelCredits } from './credits';
import { columnName, formatAmount, formatPercent, formatRange } from './numbers';

/** Models by channels; the deeper the colour, the more credit. A cell tells its interval when it is pointed at or reached by keys. */
export function CreditTable({ rows, value }: { rows: ChannelCredits[]; value?: string }) {
  const { t, lang } = useText();
  const [here, setHere] = useState<[number, number]>([0, 0]);
  const columns = rows[0]?.cells.length ?? 0;
  const max = Math.max(0.01, ...rows.flatMap((row) => row.cells.map((cell) => cell.credit.share.value)));
  const percent = (share: number) => formatPercent(share, lang);
  const focus = rows[here[0]]?.cells[here[1]];
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    const next: [number, number] = [Math.max(0, Math.min(rows.length - 1, here[0] + (step[0] ?? 0))), Math.max(0, Math.min(columns - 1, here[1] + (step[1] ?? 0)))];
    setHere(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.join()}"]`)?.focus();
  };
  const whole = (row: ChannelCredits, cell: ChannelCredits['cells'][number]) =>
    t('findings.creditCell', {
      channel: row.channel,
      model: inLang(cell.title, lang),
      share: percent(cell.credit.share.value),
      range: formatRange(cell.credit.share, percent),
      goals: formatAmount(cell.credit.conversions.value, lang),
      goalsRange: formatRange(cell.credit.conversions, (v) => formatAmount(v, lang)),
      n: formatCount(cell.credit.share.n, lang),
    });
  return (
    <>
      <p className="credit-focus num" aria-live="polite">
        {focus && rows[here[0]] && whole(rows[here[0]] as ChannelCredits, focus)}
        {focus && value !== undefined && ` ${t('findings.creditValue', { value: formatAmount(focus.credit.value, lang), name: columnName(value) })}`}
      </p>
      <div className="scroll-x">
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <table className="credit-table" style={{ '--models': columns + (value === undefined ? 0 : 1) } as React.CSSProperties} onKeyDown={onKeyDown}>
          <caption className="hidden-text">{t('findings.creditTable')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('findings.channel')}</th>
              {rows[0]?.cells.map((cell) => (
                <th key={cell.model} scope="col">
                  {inLang(cell.title, lang)}
                </th>
              ))}
              {value !== undefined && <th scope="col">{t('findings.valueMean', { name: columnName(value) })}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={row.channel}>
                <th scope="row">{row.channel}</th>
                {row.cells.map((cell, k) => {
                  const share = cell.credit.share;
                  return (
                    <td key={cell.model}>
                      <button
                        type="button"
                        data-cell={`${i},${k}`}
                        tabIndex={i === here[0] && k === here[1] ? 0 : -1}
                        className={`credit num ${row.disagrees && cell.model === row.most.model ? 'credit--most' : ''} ${row.disagrees && cell.model === row.least.model ? 'credit--least' : ''}`}
                        style={{ '--heat': `${Math.round((share.value / max) * 42)}%` } as React.CSSProperties}
                        aria-label={whole(row, cell)}
                        onFocus={() => setHere([i, k])}
                        onPointerEnter={() => setHere([i, k])}
                      >
                        {percent(share.value)}
                        <span className="credit__interval" aria-hidden="true">
                          <span style={{ left: `${((share.lo ?? 0) / max) * 100}%`, right: `${Math.max(0, 100 - ((share.hi ?? max) / max) * 100)}%` }} />
                        </span>
                      </button>
                    </td>
                  );
                })}
                {value !== undefined && <td className="num credit-table__value">{formatAmount(row.value, lang)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
