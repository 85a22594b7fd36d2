import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { askQuery } from '../../api/queries';
import type { Answer, AnyRow, Question } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { splitBase } from '../../lib/base';
import { toCsv } from '../../lib/csv';
import { keepAnswer } from '../../lib/kept';
import type { ExploreState } from '../../lib/urlstate';
import { formatCount, formatDay, formatSpan } from '../../lib/format';
import { Button, DataTable, Empty, Loading, Segmented, type Column } from '../../ui';
import { useExplore } from './state';

/**
 * One answer: the picture or the same rows as a table, and below what every number needs to be read:
 * unit, base, window, n and snapshot.
 */
export function AnswerFrame<Row extends AnyRow, Line = Row>({ question, version, title, hint, empty, columns, lines, tools, children }: {
  question: Question | null;
  version?: number;
  title: string;
  /** Shown while the question is not complete. */
  hint?: ReactNode;
  /** Shown where the answer has no rows; absent: that the filter or the source gives none. */
  empty?: ReactNode;
  columns: Column<Line>[];
  /** What the lines of the table are, where they are not the answer's rows. */
  lines?: (answer: Answer<Row>) => Line[];
  tools?: ReactNode;
  children: (answer: Answer<Row>) => ReactNode;
}) {
  const { t, lang } = useText();
  const [state, change] = useExplore();
  const { data: answer, error, refetch, isFetching } = useQuery(askQuery<Row>(question, version));
  const table = state.view === 'table';
  const base = answer && splitBase(answer.base);
  const inTable = answer ? (lines ? lines(answer) : (answer.rows as unknown as Line[])) : [];
  return (
    <section className="panel answer" aria-label={title} aria-busy={isFetching}>
      <header className="answer__head">
        <h2>{title}</h2>
        <div className="answer__tools">
          {tools}
          {answer && answer.rows.length > 0 && (
            <>
              <Segmented
                label={t('answer.show')}
                value={table ? 'table' : 'picture'}
                choices={[
                  { value: 'picture', label: t('answer.picture'), icon: 'picture' },
                  { value: 'table', label: t('answer.table'), icon: 'table' },
                ]}
                onChange={(view) => change({ view: view === 'table' ? 'table' : undefined })}
              />
              <KeepAnswer />
              <CopyCsv columns={columns} rows={inTable} />
            </>
          )}
        </div>
      </header>
      <div className="answer__body">
        {question === null ? (
          hint
        ) : error ? (
          <Trouble error={error} onRetry={() => void refetch()} />
        ) : !answer ? (
          <Loading label={t('common.loading')} rows={6} height={40} />
        ) : answer.rows.length === 0 || answer.n === 0 ? (
          (empty ?? <Empty icon="search" title={t('answer.none')} text={state.where ? t('answer.noneFiltered') : t('answer.noneText')} />)
        ) : table ? (
          <DataTable
            caption={title}
            columns={columns}
            rows={inTable}
            more={(hidden) => t('answer.moreRows', { count: hidden, shown: formatCount(hidden, lang) })}
          />
        ) : (
          children(answer)
        )}
      </div>
      {answer && (
        <dl className="answer__meta">
          <Fact name={t('answer.unit')}>{t(`unit.${answer.unit}`)}</Fact>
          <Fact name={t('answer.n')}>
            <span className="num">{formatCount(answer.n, lang)}</span>
          </Fact>
          <Fact name={t('answer.base')}>{base ? t(base.where ? 'answer.baseWhere' : 'answer.baseAll', { ...base }) : answer?.base}</Fact>
          <Fact name={t('answer.window')}>
            {formatDay(answer.window.from, lang)} – {formatDay(answer.window.to, lang)}
          </Fact>
          {answer.idle_s !== undefined && (
            <Fact name={t('answer.idle')}>
              <span className="num">{formatSpan(answer.idle_s, lang)}</span>
            </Fact>
          )}
          <Fact name={t('answer.snapshot')}>
            <span className="mono">
              {answer.snapshot.source}@{answer.snapshot.version}
            </span>
          </Fact>
        </dl>
      )}
      {answer?.notes?.map((note) => (
        <p key={note} className="answer__note muted">
          {t(`answerNote.${note}`, { defaultValue: note })}
        </p>
      ))}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Puts the question aside, to be laid on a card of a map as its reason. */
function KeepAnswer() {
  const { t } = useText();
  const [state] = useExplore();
  const [kept, setKept] = useState<ExploreState | null>(null);
  const done = kept === state;
  return (
    <Button
      icon={done ? 'check' : 'layers'}
      label={done ? t('edit.answerKeptNow') : t('edit.answerKeep')}
      onClick={() => {
        keepAnswer(state);
        setKept(state);
      }}
    />
  );
}

function CopyCsv<Row>({ columns, rows }: { columns: Column<Row>[]; rows: Row[] }) {
  const { t } = useText();
  const [done, setDone] = useState<'yes' | 'no' | null>(null);
  const copy = async () => {
    const text = toCsv(
      columns.map((column) => column.title),
      rows.map((row) => columns.map((column) => (column.raw ? column.raw(row) : String(column.cell(row) ?? '')))),
    );
    try {
      await navigator.clipboard.writeText(text);
      setDone('yes');
    } catch {
      // No clipboard on this page (plain HTTP on another host): hand over a file instead.
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
      link.download = 'answer.csv';
      link.click();
      URL.revokeObjectURL(link.href);
      setDone('no');
    }
    setTimeout(() => setDone(null), 2_000);
  };
  return (
    <>
      <Button icon={done ? 'check' : 'copy'} label={done === 'yes' ? t('answer.copied') : done === 'no' ? t('answer.saved') : t('answer.csv')} onClick={() => void copy()} />
      <span className="hidden-text" role="status">
        {done === 'yes' ? t('answer.copied') : ''}
      </span>
    </>
  );
}
