import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { sourcesQuery } from '../../../api/queries';
import type { Evidence } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { formatDay } from '../../../lib/format';
import { inLang } from '../../../lib/localtext';
import { useMapStore, usePresence, useRecord } from '../../../live';
import { Button, Icon, type IconName } from '../../../ui';
import { StateMark } from '../CardFace';
import { metricValue, questionText } from '../words';
import { Part, useSetter } from './fields';
import { isAddress } from './fit';
import { evidenceStates } from './options';
import { SavedAnswer } from './SavedAnswer';

type Way = 'quote' | 'note' | 'link' | 'answer' | 'log';

/** What a statement rests on: the list, what it makes of the statement, and everything that can be laid beside it. */
export function EvidencePart({ kind, id }: { kind: 'card' | 'trait'; id: string }) {
  const { t } = useText();
  const store = useMapStore();
  const record = useRecord(kind, id);
  const set = useSetter({ kind, id });
  const [way, setWay] = useState<Way | null>(null);
  if (!record) return null;
  const evidence = record.evidence ?? [];
  const add = (one: Evidence) => {
    store.edit.transact('evidence', () => {
      store.edit.addEvidence(kind, id, one);
      // What nobody had checked has one voice now; whether it is more is for a person to say.
      if (record.state === 'assumption') set('state', one.question ? 'measured' : 'single_voice');
    });
    setWay(null);
  };
  const ways: [Way, IconName][] = [['quote', 'quotes'], ['note', 'text'], ['link', 'external'], ['answer', 'chart_line'], ['log', 'database']];
  return (
    <Part title={t('edit.evidence')} icon="shield">
      <div className="edit-states" role="radiogroup" aria-label={t('edit.restsOn')}>
        {evidenceStates.map((state) => (
          <label key={state} className="edit-state">
            <input type="radio" name={`state-${id}`} checked={record.state === state} onChange={() => set('state', state)} />
            <StateMark state={state} word />
          </label>
        ))}
      </div>
      {record.state !== 'assumption' && evidence.length === 0 && <p className="edit-warning"><Icon name="warning" size={15} />{t('edit.stateWithout')}</p>}
      {evidence.length > 0 && (
        <ol className="edit-evidence">
          {evidence.map((one, i) => (
            <li key={i}>
              <EvidenceLine evidence={one} />
              <button type="button" className="button button--quiet button--icon button--small" aria-label={t('edit.evidenceRemove', { number: i + 1 })} title={t('edit.evidenceRemove', { number: i + 1 })} onClick={() => store.edit.removeEvidence(kind, id, i)}>
                <Icon name="trash" size={14} />
              </button>
            </li>
          ))}
        </ol>
      )}
      <div className="edit-ways" role="group" aria-label={t('edit.evidenceAdd')}>
        {ways.map(([one, icon]) => (
          <button key={one} type="button" className="button button--small" aria-expanded={way === one} onClick={() => setWay(way === one ? null : one)}>
            <Icon name={icon} size={15} />
            {t(`edit.way_${one}`)}
          </button>
        ))}
      </div>
      {way === 'quote' && <QuoteForm onAdd={add} />}
      {way === 'note' && <NoteForm onAdd={add} />}
      {way === 'link' && <NoteForm onAdd={add} withLink />}
      {way === 'answer' && <SavedAnswer onAdd={add} />}
      {way === 'log' && <LogForm onAdd={add} />}
    </Part>
  );
}

function EvidenceLine({ evidence }: { evidence: Evidence }) {
  const { t, lang } = useText();
  const { quote, note, question, log, answer } = evidence;
  const reason = inLang(evidence.reason, lang);
  return (
    <div className="edit-evidence__words">
      {quote && (
        <blockquote className="quote">
          {quote.text}
          {quote.by && <cite>{quote.by}</cite>}
        </blockquote>
      )}
      {note && (
        <p>
          {inLang(note.text, lang)} <span className="muted">{[note.by, note.on && formatDay(note.on, lang)].filter(Boolean).join(', ')}</span>
          {note.link && (
            <a href={note.link} target="_blank" rel="noreferrer noopener">
              {note.link}
            </a>
          )}
        </p>
      )}
      {reason && <p>{reason}</p>}
      {question && <p className="muted">{questionText(question, t, lang)}</p>}
      {answer && <p className="num">{`${inLang(answer.label, lang) || t(`metric.${answer.name}`)}: ${metricValue(answer, lang)}, n = ${answer.n}`}</p>}
      {log && <p className="mono">{[log.source, ...(log.activities ?? []), ...(log.cases ?? [])].join(' · ')}</p>}
      {evidence.rule && <p className="muted mono">{evidence.rule}</p>}
    </div>
  );
}

function Form({ onSubmit, ready, children }: { onSubmit: () => void; ready: boolean; children: React.ReactNode }) {
  const { t } = useText();
  return (
    <form
      className="edit-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (ready) onSubmit();
      }}
    >
      {children}
      <Button type="submit" look="primary" small label={t('edit.add')} disabled={!ready} />
    </form>
  );
}

function QuoteForm({ onAdd }: { onAdd: (evidence: Evidence) => void }) {
  const { t, lang } = useText();
  const [quote, setQuote] = useState({ text: '', by: '', record: '' });
  const set = (change: Partial<typeof quote>) => setQuote({ ...quote, ...change });
  const text = quote.text.trim();
  return (
    <Form ready={text !== ''} onSubmit={() => onAdd({ quote: { text, lang: /[а-яё]/i.test(text) ? 'ru' : lang, ...(quote.by.trim() ? { by: quote.by.trim() } : {}), ...(quote.record.trim() ? { record: quote.record.trim() } : {}) } })}>
      <label className="edit-field">
        <span>{t('edit.quoteText')}</span>
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- opened by a button for exactly this */}
        <textarea autoFocus className="input edit-text" rows={3} maxLength={20_000} value={quote.text} onChange={(event) => set({ text: event.target.value })} />
      </label>
      <div className="edit-row">
        <label className="edit-field">
          <span>{t('edit.quoteBy')}</span>
          <input className="input" placeholder={t('edit.quoteByHint')} value={quote.by} onChange={(event) => set({ by: event.target.value })} />
        </label>
        <label className="edit-field">
          <span>{t('edit.quoteRecord')}</span>
          <input className="input" placeholder={t('edit.quoteRecordHint')} value={quote.record} onChange={(event) => set({ record: event.target.value })} />
        </label>
      </div>
    </Form>
  );
}

const today = () => new Date().toISOString().slice(0, 10);

function NoteForm({ onAdd, withLink }: { onAdd: (evidence: Evidence) => void; withLink?: boolean }) {
  const { t, lang } = useText();
  const me = usePresence().find((one) => one.self);
  const [note, setNote] = useState({ text: '', by: me?.name ?? '', link: '' });
  const set = (change: Partial<typeof note>) => setNote({ ...note, ...change });
  const ready = note.text.trim() !== '' && note.by.trim() !== '' && (!withLink || isAddress(note.link.trim()));
  return (
    <Form ready={ready} onSubmit={() => onAdd({ note: { text: { [lang]: note.text.trim() }, by: note.by.trim(), on: today(), ...(withLink ? { link: note.link.trim() } : {}) } })}>
      {withLink && (
        <label className="edit-field">
          <span>{t('edit.linkAddress')}</span>
          {/* eslint-disable-next-line jsx-a11y/no-autofocus -- opened by a button for exactly this */}
          <input autoFocus className="input" type="url" placeholder="https://" value={note.link} onChange={(event) => set({ link: event.target.value })} />
        </label>
      )}
      <label className="edit-field">
        <span>{withLink ? t('edit.linkText') : t('edit.noteText')}</span>
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- opened by a button for exactly this */}
        <textarea autoFocus={!withLink} className="input edit-text" rows={2} maxLength={20_000} value={note.text} onChange={(event) => set({ text: event.target.value })} />
      </label>
      <label className="edit-field">
        <span>{t('edit.noteBy')}</span>
        <input className="input" value={note.by} onChange={(event) => set({ by: event.target.value })} />
      </label>
    </Form>
  );
}

function LogForm({ onAdd }: { onAdd: (evidence: Evidence) => void }) {
  const { t } = useText();
  const { data: sources } = useQuery(sourcesQuery);
  const [log, setLog] = useState({ source: '', activities: '', cases: '' });
  const set = (change: Partial<typeof log>) => setLog({ ...log, ...change });
  const listed = (text: string) => text.split(/[\n;]/).map((one) => one.trim()).filter(Boolean);
  const known = sources?.find((source) => source.name === log.source);
  return (
    <Form ready={log.source.trim() !== ''} onSubmit={() => onAdd({ log: { source: log.source.trim(), format: 'table', ...(listed(log.activities).length ? { activities: listed(log.activities) } : {}), ...(listed(log.cases).length ? { cases: listed(log.cases) } : {}) } })}>
      <label className="edit-field">
        <span>{t('edit.logSource')}</span>
        <input className="input" list="edit-log-sources" value={log.source} onChange={(event) => set({ source: event.target.value })} />
        <datalist id="edit-log-sources">{sources?.map((source) => <option key={source.name} value={source.name} />)}</datalist>
      </label>
      <div className="edit-row">
        <label className="edit-field">
          <span>{t('edit.logActivities')}</span>
          <input className="input" list="edit-log-activities" value={log.activities} onChange={(event) => set({ activities: event.target.value })} />
          <datalist id="edit-log-activities">{known?.activity_names.map((name) => <option key={name} value={name} />)}</datalist>
        </label>
        <label className="edit-field">
          <span>{t('edit.logCases')}</span>
          <input className="input" value={log.cases} onChange={(event) => set({ cases: event.target.value })} />
        </label>
      </div>
    </Form>
  );
}
