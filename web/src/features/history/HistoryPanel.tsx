import './history.css';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { historyQuery, keeping, sinceSeenQuery, versionsQuery, type HistoryRun, type MapVersion } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatInstant } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Empty, Field, Icon, Loading, Note } from '../../ui';
import { Modal } from '../../ui/Modal';
import { faceColour, initials } from '../comments/Composer';
import { useMayEdit } from '../comments/useMayEdit';
import { dayName, daysOf, timeSpan } from './days';
import { RestoreDialog } from './RestoreDialog';

/** Words of a run shown before the rest is a number. */
const wordsMax = 4;

/** Who changed what and when; states with names; the way back to any of them. */
export function HistoryPanel({ doc, onShowChanged }: { doc: MapDocument; onShowChanged: () => void }) {
  const { t, lang } = useText();
  const mayEdit = useMayEdit();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(historyQuery(doc.id));
  const { data: versions } = useQuery(versionsQuery(doc.id));
  const { data: since } = useQuery({ ...sinceSeenQuery(doc.id), retry: false });
  const [naming, setNaming] = useState<MapVersion | 'new' | null>(null);
  const [restoring, setRestoring] = useState<{ seq: number; name: string } | null>(null);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={6} height={48} />;
  const runs = data.pages.flat();
  const days = daysOf(runs, versions ?? [], !hasNextPage);
  return (
    <>
      {since && since.changed.length > 0 && (
        <Note title={t('history.since', { count: since.changed.length })} actions={<Button small label={t('history.showChanged')} onClick={onShowChanged} />} />
      )}
      <div className="history__tools">
        <Button small icon="bookmark" label={t('history.name')} disabled={!mayEdit} title={mayEdit ? undefined : t('history.needsEditor')} onClick={() => setNaming('new')} />
      </div>
      {days.length === 0 && <Empty icon="history" title={t('history.none')} text={t('history.noneText')} />}
      {days.map((day) => (
        <section key={day.key} className="history__day" aria-labelledby={`day-${day.key}`}>
          <h3 id={`day-${day.key}`}>{dayName(day.key, new Date(), lang)}</h3>
          <ol>
            {day.entries.map((entry) =>
              'run' in entry ? (
                <Run key={`r${entry.run.from_seq}`} map={doc.id} run={entry.run} newest={entry.run === runs[0]} onRestore={mayEdit ? () => setRestoring({ seq: entry.run.to_seq, name: formatInstant(entry.run.until, lang) }) : undefined} />
              ) : (
                <Version key={`v${entry.version.id}`} map={doc.id} version={entry.version} onRename={mayEdit ? () => setNaming(entry.version) : undefined} onRestore={mayEdit ? () => setRestoring({ seq: entry.version.seq, name: entry.version.name }) : undefined} />
              ),
            )}
          </ol>
        </section>
      ))}
      {hasNextPage && <Button label={t('history.more')} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()} />}
      {naming && <NameDialog map={doc.id} version={naming === 'new' ? undefined : naming} onClose={() => setNaming(null)} />}
      {restoring && <RestoreDialog map={doc.id} seq={restoring.seq} name={restoring.name} onClose={() => setRestoring(null)} />}
    </>
  );
}

function Run({ map, run, newest, onRestore }: { map: string; run: HistoryRun; newest: boolean; onRestore?: () => void }) {
  const { t, lang } = useText();
  const [whole, setWhole] = useState(false);
  const words = run.words.map((one) => inLang(one, lang)).filter(Boolean);
  const name = run.person.name || t('history.somebody');
  return (
    <li className="run">
      <span className="face" style={{ '--face': faceColour(run.person.id) } as React.CSSProperties} aria-hidden="true">
        {initials(name)}
      </span>
      <div className="run__body">
        <p className="said__who">
          <b>{name}</b> <time dateTime={run.at}>{timeSpan(run.at, run.until, lang)}</time>
          <Via via={run.via} />
        </p>
        <ul className="run__words">
          {(whole ? words : words.slice(0, wordsMax)).map((word, i) => (
            <li key={i}>{word}</li>
          ))}
        </ul>
        {!whole && words.length > wordsMax && (
          <button type="button" className="run__more" onClick={() => setWhole(true)}>
            {t('map.more', { count: words.length - wordsMax })}
          </button>
        )}
        <PointTools map={map} seq={run.to_seq} before={run.from_seq - 1} newest={newest} onRestore={newest ? undefined : onRestore} />
      </div>
    </li>
  );
}

const known: ReadonlySet<string> = new Set(['token', 'command_line', 'restore', 'suggestion', 'discovery', 'import', 'template', 'duplicate', 'mend']);

/** Said where it did not come from the editor. */
function Via({ via }: { via: string }) {
  const { t } = useText();
  return known.has(via) ? <span className="chip">{t(`history.via_${via}`)}</span> : null;
}

function Version({ map, version, onRename, onRestore }: { map: string; version: MapVersion; onRename?: () => void; onRestore?: () => void }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const forget = useMutation({ mutationFn: () => keeping.forget(map, version.id), onSettled: () => queries.invalidateQueries({ queryKey: versionsQuery(map).queryKey }) });
  return (
    <li className="run run--version">
      <span className="run__flag" aria-hidden="true">
        <Icon name="bookmark" size={16} />
      </span>
      <div className="run__body">
        <p className="said__who">
          <b>{version.name}</b> <time dateTime={version.at}>{formatInstant(version.at, lang)}</time>
        </p>
        {(version.note || version.by) && <p className="muted">{[version.note, version.by].filter(Boolean).join(' · ')}</p>}
        <PointTools map={map} seq={version.seq} onRestore={onRestore}>
          {onRename && <Button small look="quiet" label={t('history.rename')} onClick={onRename} />}
          {onRename && <Button small look="quiet" iconOnly icon="trash" label={t('history.forget', { name: version.name })} disabled={forget.isPending} onClick={() => forget.mutate()} />}
        </PointTools>
      </div>
    </li>
  );
}

function PointTools({ map, seq, before, newest, onRestore, children }: { map: string; seq: number; before?: number; newest?: boolean; onRestore?: () => void; children?: React.ReactNode }) {
  const { t } = useText();
  return (
    <div className="run__tools">
      <Link to="/maps/$id/at/$seq" params={{ id: map, seq: String(seq) }} className="button button--quiet button--small">
        {t('history.look')}
      </Link>
      {before !== undefined && before > 0 && (
        <Link to="/maps/$id/at/$seq" params={{ id: map, seq: String(seq) }} search={{ with: before }} className="button button--quiet button--small">
          {t('history.whatChanged')}
        </Link>
      )}
      {!newest && (
        <Link to="/maps/$id/at/$seq" params={{ id: map, seq: String(seq) }} search={{ with: 'now' }} className="button button--quiet button--small">
          {t('history.againstNow')}
        </Link>
      )}
      {onRestore && <Button small look="quiet" label={t('history.restore')} onClick={onRestore} />}
      {children}
    </div>
  );
}

function NameDialog({ map, version, onClose }: { map: string; version?: MapVersion; onClose: () => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [name, setName] = useState(version?.name ?? '');
  const [note, setNote] = useState(version?.note ?? '');
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), ...(note.trim() || version ? { note: note.trim() } : {}) };
      return version ? keeping.rename(map, version.id, body) : keeping.name(map, body);
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: versionsQuery(map).queryKey });
      onClose();
    },
  });
  return (
    <Modal title={t(version ? 'history.rename' : 'history.name')} text={t('history.nameText')} closeLabel={t('common.close')} focus="input" onClose={onClose}>
      <form
        className="dialog__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) save.mutate();
        }}
      >
        <Field label={t('history.versionName')}>
          <input className="input" value={name} maxLength={120} placeholder={t('history.nameExample')} onChange={(e) => setName(e.target.value)} />
        </Field>
        <Field label={t('history.note')}>
          <textarea className="input history__note" rows={3} value={note} maxLength={2_000} onChange={(e) => setNote(e.target.value)} />
        </Field>
        {save.error && <Trouble error={save.error} />}
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <Button look="primary" type="submit" label={t('comments.save')} disabled={!name.trim() || save.isPending} />
        </div>
      </form>
    </Modal>
  );
}
