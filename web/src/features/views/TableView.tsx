import { useMemo, useRef, useState } from 'react';
import type { Lane, MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { toCsv } from '../../lib/csv';
import { formatCount, formatFeeling } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { quoted } from '../../lib/selector';
import { Button, Empty, Icon } from '../../ui';
import { useOpenComments } from '../comments/useComments';
import { StateMark } from '../map/CardFace';
import { cardTitle, metricValue } from '../map/words';
import { fits, nextSort, rowsOfCards, sortOf, sortRows, sortText, wordsOf, type CardRow, type SortKey } from './rows';
import type { ViewSearch } from './state';
import { useRowsInSight, wholeRows } from './useRowsInSight';

/** Every card as a row: to search, sort and change in bulk. */
export function TableView({ doc, lanes, keepStep, search, onSearch, onOpen, onText }: {
  doc: MapDocument;
  lanes: Lane[];
  keepStep: (step: string) => boolean;
  search: ViewSearch;
  onSearch: (change: ViewSearch) => void;
  onOpen: (card: string) => void;
  /** Absent: the map is not for editing. */
  onText?: (card: string, text: string) => void;
}) {
  const { t, lang } = useText();
  const comments = useOpenComments(doc.id);
  const [editing, setEditing] = useState<string | null>(null);
  const box = useRef<HTMLTableElement>(null);
  const sort = sortOf(search.sort);
  const all = useMemo(
    () => rowsOfCards(doc, lanes, keepStep, comments, lang, (lane) => inLang(lane.name, lang) || t(`lane.${lane.role}`), (card) => cardTitle(card, doc, t, lang)),
    [doc, lanes, keepStep, comments, lang, t],
  );
  const rows = useMemo(() => {
    const words = wordsOf(search.q, lang);
    return sortRows(all.filter((row) => (!search.lane || row.lane.id === search.lane) && fits(row, words, lang)), sortOf(search.sort), lang);
  }, [all, search.q, search.lane, search.sort, lang]);
  const chunks = useRowsInSight(rows);
  const withPersonas = all.some((row) => row.personas);
  const columns: { key?: SortKey; title: string; number?: boolean }[] = [
    { key: 'text', title: t('table.text') },
    { key: 'lane', title: t('table.lane') },
    { key: 'place', title: `${t('table.stage')} · ${t('table.step')}` },
    ...(withPersonas ? [{ title: t('table.personas') }] : []),
    { key: 'value', title: t('table.value'), number: true },
    { key: 'feeling', title: t('table.feeling'), number: true },
    { key: 'state', title: t('table.state') },
    { key: 'evidence', title: t('table.evidence'), number: true },
    { key: 'comments', title: t('table.comments'), number: true },
  ];
  const back = (card: string) => requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-text=${quoted(card)}]`)?.focus());
  const finish = (row: CardRow, text: string | null) => {
    setEditing(null);
    if (text !== null && text.trim() !== row.text) onText?.(row.card.id, text.trim());
    back(row.card.id);
  };
  const download = () => {
    const head = [t('table.text'), t('table.lane'), t('table.stage'), t('table.step'), t('table.personas'), t('table.value'), t('table.feeling'), t('table.state'), t('table.evidence')];
    const lines = rows.map((row) => [row.text, row.laneName, row.stage, row.step, row.personas, row.card.metric ? metricValue(row.card.metric, lang) : '', row.card.feeling?.value ?? '', t(`state.${row.card.state}`), row.evidence]);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([toCsv(head, lines)], { type: 'text/csv;charset=utf-8' }));
    link.download = `${doc.id}-cards.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
  };
  return (
    <div className="card-table">
      <div className="card-table__tools">
        <span className="card-table__search">
          <Icon name="search" size={16} />
          <input className="input" type="search" aria-label={t('table.search')} placeholder={t('table.search')} value={search.q ?? ''} onChange={(e) => onSearch({ q: e.target.value || undefined })} />
        </span>
        <select className="select" aria-label={t('table.lane')} value={search.lane ?? ''} onChange={(e) => onSearch({ lane: e.target.value || undefined })}>
          <option value="">{t('table.allLanes')}</option>
          {lanes.map((lane) => (
            <option key={lane.id} value={lane.id}>
              {inLang(lane.name, lang) || t(`lane.${lane.role}`)}
            </option>
          ))}
        </select>
        <span className="muted num" role="status">
          {rows.length === all.length ? t('table.count', { count: rows.length, shown: formatCount(rows.length, lang) }) : t('table.of', { shown: formatCount(rows.length, lang), total: t('table.count', { count: all.length, shown: formatCount(all.length, lang) }) })}
        </span>
        <span className="card-table__csv">
          <Button small icon="download" label={t('table.csv')} disabled={rows.length === 0} onClick={download} />
        </span>
      </div>
      {rows.length === 0 ? (
        <Empty icon="search" title={t('table.none')} text={t('table.noneText')} />
      ) : (
        <div className="card-table__scroll">
          <table ref={box} className={`data-table ${rows.length > wholeRows ? 'data-table--long' : ''}`} aria-rowcount={rows.length + 1}>
            <caption className="hidden-text">{t('table.title')}</caption>
            <thead>
              <tr aria-rowindex={1}>
                {columns.map(({ key, title, number }) => (
                  <th key={title} scope="col" className={number ? 'cell-num' : undefined} aria-sort={key && sort.key === key ? (sort.down ? 'descending' : 'ascending') : undefined}>
                    {key ? (
                      <button type="button" className="card-table__sort" title={t('table.sortBy', { name: title })} onClick={() => onSearch({ sort: sortText(nextSort(sort, key)) })}>
                        {title}
                        {sort.key === key && <Icon name={sort.down ? 'arrow_down' : 'arrow_up'} size={13} />}
                      </button>
                    ) : (
                      title
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            {chunks.map((chunk) => (
              <tbody key={chunk.first} ref={chunk.ref} data-chunk={chunk.place}>
                {!chunk.drawn && (
                  <tr aria-hidden="true">
                    <td colSpan={columns.length} className="card-table__room" style={{ height: chunk.height }} />
                  </tr>
                )}
                {chunk.drawn &&
                  chunk.rows.map((row, i) => (
                    <tr key={row.card.id} aria-rowindex={chunk.first + i + 2}>
                      <th scope="row" className="card-table__text">
                        {editing === row.card.id ? (
                          <TextField start={inLang(row.card.text, lang)} label={t('table.edit', { text: row.text })} onEnd={(text) => finish(row, text)} />
                        ) : (
                          <span className="card-table__words">
                            <button type="button" className="card-table__open" data-card={row.card.id} data-text={row.card.id} aria-haspopup="dialog" onClick={() => onOpen(row.card.id)} onKeyDown={(e) => onText && e.key === 'F2' && (e.preventDefault(), setEditing(row.card.id))}>
                              {row.text}
                            </button>
                            {onText && !row.card.feeling && <Button small look="quiet" iconOnly icon="text" label={t('table.edit', { text: row.text })} onClick={() => setEditing(row.card.id)} />}
                          </span>
                        )}
                      </th>
                      <td>
                        <span className="card-table__lane">
                          <Icon name={row.lane.role} size={14} />
                          {row.laneName}
                        </span>
                      </td>
                      <td>
                        {row.stage}
                        {row.step && <span className="muted"> · {row.step}</span>}
                      </td>
                      {withPersonas && <td>{row.personas}</td>}
                      <td className="cell-num">{row.card.metric ? metricValue(row.card.metric, lang) : ''}</td>
                      <td className="cell-num">{row.card.feeling ? formatFeeling(row.card.feeling.value, lang) : ''}</td>
                      <td>
                        <StateMark state={row.card.state} word />
                      </td>
                      <td className="cell-num">{row.evidence || ''}</td>
                      <td className="cell-num">{row.comments || ''}</td>
                    </tr>
                  ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </div>
  );
}

/** Enter keeps, Esc leaves it as it was, leaving the field keeps. */
function TextField({ start, label, onEnd }: { start: string; label: string; onEnd: (text: string | null) => void }) {
  const [text, setText] = useState(start);
  const ended = useRef(false);
  const end = (value: string | null) => {
    if (ended.current) return;
    ended.current = true;
    onEnd(value);
  };
  return (
    <textarea
      className="input card-table__field"
      aria-label={label}
      rows={Math.max(2, Math.ceil(text.length / 50))}
      value={text}
      // The person has just asked for this field.
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onChange={(e) => setText(e.target.value)}
      onBlur={() => end(text)}
      onKeyDown={(e) => {
        e.stopPropagation();
        if (e.key === 'Escape') end(null);
        if (e.key === 'Enter' && !e.shiftKey) {
          e.preventDefault();
          end(text);
        }
      }}
    />
  );
}

