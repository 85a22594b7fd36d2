import type { TFunction } from 'i18next';
import { useState } from 'react';
import type { Detected, InputMapping, Layout, Mapping } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatBytes, formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, DataTable, Field, Note } from '../../ui';
import { Notes } from './Notes';
import { complete, inputFor, isPlain, lacks, optionsWith, parseMapping, uses, columnUse, valueOf, withUse, type ColumnUse } from './mapping';
import type { ImportFlow } from './useImport';

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'latin-1'] as const;
const delimiters = [',', ';', '\t', '|'];

export function MappingStep({ flow }: { flow: ImportFlow }) {
  const { t, lang } = useText();
  const { answer, mapping } = flow;
  if (!answer) return null;
  const ready = mapping !== null && complete(mapping);
  const change = (next: Mapping) => flow.change(next, complete(next));
  const seen = new Set<number>();
  return (
    <>
      {answer.proposed.missing.length > 0 && !ready && (
        <Note title={t('import.undecided')}>
          <ul className="missing">
            {answer.proposed.missing.map((m, i) => (
              <li key={i}>
                <b>{t(`import.missing_${m.what}`)}</b> <span className="muted">{m.file}</span>
                <br />
                {inLang(m.saw, lang)}
              </li>
            ))}
          </ul>
        </Note>
      )}
      {answer.detected.map((file) => {
        const at = mapping ? inputFor(mapping, file) : -1;
        const input = mapping?.inputs[at];
        const again = at >= 0 && seen.has(at);
        if (at >= 0) seen.add(at);
        return (
          <section key={file.name} className="panel file" aria-label={file.name}>
            <FileHead file={file} input={input} flow={flow} onLayout={(layout) => mapping && input && change(replace(mapping, at, { ...input, layout }))} />
            {again ? (
              <p className="muted">{t('import.sameColumns')}</p>
            ) : input && !isPlain(input) ? (
              <p className="muted">{input.events.length === 0 ? t('import.lookedUp') : t('import.complex', { count: input.events.length })}</p>
            ) : (
              <ColumnTable file={file} input={input} flow={flow} onInput={(next) => mapping && change(replace(mapping, at, next))} />
            )}
            {input && isPlain(input) && lacks(input).length > 0 && (
              <Note title={t('import.lacks')}>{lacks(input).map((what) => t(`use.${what}`)).join(', ')}</Note>
            )}
          </section>
        );
      })}
      {answer.proposed.notes.length > 0 && (
        <section className="panel file" aria-label={t('import.notes')}>
          <Notes notes={answer.proposed.notes} />
        </section>
      )}
      {mapping && <MappingOptions mapping={mapping} onChange={change} />}
      {flow.lookError && <Trouble error={flow.lookError} onRetry={() => mapping && change(mapping)} />}
      {answer.preview && <PreviewTable flow={flow} />}
      {mapping && <MappingText key={JSON.stringify(mapping)} mapping={mapping} onChange={change} />}
      {flow.startError && <Trouble error={flow.startError} />}
      <div className="import__actions panel">
        <Field label={t('import.source')}>
          <input className="input mono" value={flow.source} spellCheck={false} pattern="[a-z0-9][a-z0-9_\-]{0,63}" onChange={(e) => flow.setSource(e.target.value)} />
        </Field>
        <span className="import__spacer" />
        <Button label={t('import.again')} onClick={flow.restart} />
        <Button
          look="primary"
          icon="route"
          label={t('import.start')}
          disabled={!ready || flow.looking || flow.lookError !== null}
          title={ready ? undefined : t('import.lacks')}
          onClick={flow.start}
        />
      </div>
    </>
  );
}

const replace = (mapping: Mapping, at: number, input: InputMapping): Mapping => ({
  ...mapping,
  inputs: mapping.inputs.map((old, i) => (i === at ? input : old)),
});

function FileHead({ file, input, flow, onLayout }: { file: Detected; input?: InputMapping; flow: ImportFlow; onLayout: (layout: Layout) => void }) {
  const { t, lang } = useText();
  const layout = input?.layout ?? {};
  const text = file.format === 'csv';
  return (
    <>
      <header className="file__head">
        <h2>{file.name}</h2>
        <span className="chip chip--brand">{t(`format.${file.format}`)}</span>
        {file.gzip && <span className="chip">gzip</span>}
        <span className="muted num">
          {formatBytes(file.bytes, lang)} · {t('import.sampled', { count: file.rows_sampled, shown: formatCount(file.rows_sampled, lang) })}
        </span>
      </header>
      {((text && input) || (file.object_types?.length ?? 0) > 0 || file.sheet) && (
        <div className="file__layout">
          {text && input && (
            <>
              <Field label={t('import.encoding')}>
                <select className="select select--small" value={layout.encoding ?? file.encoding ?? 'utf-8'} onChange={(e) => onLayout({ ...layout, encoding: encodings.find((name) => name === e.target.value) })}>
                  {encodings.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
              </Field>
              <Field label={t('import.delimiter')}>
                <select className="select select--small" value={layout.delimiter ?? file.delimiter ?? ','} onChange={(e) => onLayout({ ...layout, delimiter: e.target.value })}>
                  {[...new Set([...delimiters, file.delimiter ?? ','])].map((c) => (
                    <option key={c} value={c}>
                      {c === '\t' ? t('import.tab') : c}
                    </option>
                  ))}
                </select>
              </Field>
              <Field label={t('import.decimal')}>
                <select
                  className="select select--small"
                  value={layout.decimal ?? file.decimal ?? 'point'}
                  onChange={(e) => onLayout({ ...layout, decimal: e.target.value === 'comma' ? 'comma' : 'point' })}
                >
                  <option value="point">1.5</option>
                  <option value="comma">1,5</option>
                </select>
              </Field>
              <Field label={t('import.header')}>
                <select
                  className="select select--small"
                  value={String(layout.header ?? file.header ?? true)}
                  onChange={(e) => onLayout({ ...layout, header: e.target.value === 'true' })}
                >
                  <option value="true">{t('import.headerYes')}</option>
                  <option value="false">{t('import.headerNo')}</option>
                </select>
              </Field>
            </>
          )}
          {file.sheet && <span className="chip">{t('import.sheet', { name: file.sheet })}</span>}
          {file.object_types && file.object_types.length > 0 && (
            <Field label={t('import.objectType')}>
              <select
                className="select select--small"
                value={flow.options.object_type ?? file.object_type ?? ''}
                onChange={(e) => flow.look({ ...flow.options, object_type: e.target.value })}
              >
                <option value="" disabled>
                  {t('steps.choose')}
                </option>
                {file.object_types.map((o) => (
                  <option key={o.name} value={o.name}>
                    {o.name} ({formatCount(o.objects, lang)})
                  </option>
                ))}
              </select>
            </Field>
          )}
        </div>
      )}
      <Notes notes={file.notes} />
    </>
  );
}

function ColumnTable({ file, input, flow, onInput }: { file: Detected; input?: InputMapping; flow: ImportFlow; onInput: (input: InputMapping) => void }) {
  const { t, lang } = useText();
  const object = file.object_types?.find((o) => o.name === file.object_type);
  const columns = [...file.columns, ...(object?.attributes ?? [])];
  const chosen = (column: string): ColumnUse => {
    if (input) return columnUse(input, column);
    const value = valueOf(column);
    return flow.options.actor === value ? 'actor' : flow.options.activity === value ? 'activity' : flow.options.time === value ? 'time' : 'none';
  };
  const choose = (column: Detected['columns'][0], use: ColumnUse) => {
    if (input) onInput(withUse(input, column.name, use, column.time?.formats[0]));
    else flow.look(optionsWith(flow.options, column.name, use));
  };
  return (
    <DataTable
      caption={t('import.columns')}
      rows={columns}
      columns={[
        {
          title: t('import.column'),
          cell: (c) => (
            <>
              <b>{c.name}</b>
              <br />
              <span className="muted">
                {t(`import.kind_${c.kind}`)}
                {c.missing > 0 && ` · ${t('import.missingValues', { count: c.missing, shown: formatCount(c.missing, lang) })}`}
              </span>
            </>
          ),
        },
        {
          title: t('import.role'),
          cell: (c) => {
            const use = chosen(c.name);
            const reason = answerReason(flow, file, c.name);
            return (
              <>
                <select
                  className={`select select--small use use--${use === 'none' ? 'none' : 'set'}`}
                  aria-label={t('import.roleOf', { column: c.name })}
                  value={use}
                  onChange={(e) => choose(c, e.target.value as ColumnUse)}
                >
                  {(input ? uses : (['none', 'actor', 'activity', 'time'] as ColumnUse[])).map((u) => (
                    <option key={u} value={u}>
                      {t(`use.${u}`)}
                    </option>
                  ))}
                </select>
                {reason && use !== 'none' && <p className="use__why muted">{inLang(reason, lang)}</p>}
              </>
            );
          },
        },
        { title: t('import.samples'), cell: (c) => <span className="samples">{c.samples.map((s, i) => <code key={i} className="mono">{s}</code>)}</span> },
      ]}
    />
  );
}

const answerReason = (flow: ImportFlow, file: Detected, column: string) =>
  flow.answer?.proposed.reasons.find((r) => r.file === file.name && r.column === column)?.why;

function MappingOptions({ mapping, onChange }: { mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const { t } = useText();
  const [zone, setZone] = useState(mapping.time_zone ?? '');
  const scored = mapping.inputs.some((i) => [...(i.columns ?? []), ...i.events.flatMap((e) => e.columns ?? [])].some((c) => c.role === 'score'));
  const scale = mapping.score_scale;
  const scales = ['1 5', '0 10', '1 10', '1 7', '0 100'];
  const current = scale ? `${scale.lo} ${scale.hi}` : '';
  return (
    <section className="file__layout panel file" aria-label={t('import.options')}>
      <Field label={t('import.zone')}>
        <input
          className="input input--small"
          list="zones"
          placeholder="UTC"
          value={zone}
          onChange={(e) => setZone(e.target.value)}
          onBlur={() => zone.trim() !== (mapping.time_zone ?? '') && onChange({ ...mapping, time_zone: zone.trim() || undefined })}
        />
      </Field>
      <datalist id="zones">
        {['Europe/Moscow', 'Europe/Kaliningrad', 'Europe/Samara', 'Asia/Yekaterinburg', 'Asia/Novosibirsk', 'Asia/Vladivostok', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Sao_Paulo'].map((z) => (
          <option key={z} value={z} />
        ))}
      </datalist>
      {scored && (
        <Field label={t('import.scale')}>
          <select
            className="select select--small"
            value={current}
            onChange={(e) => {
              const [lo, hi] = e.target.value.split(' ').map(Number);
              onChange({ ...mapping, score_scale: { lo: lo ?? 1, hi: hi ?? 5 } });
            }}
          >
            {!current && (
              <option value="" disabled>
                {t('steps.choose')}
              </option>
            )}
            {[...new Set([...scales, ...(current ? [current] : [])])].map((s) => (
              <option key={s} value={s}>
                {s.replace(' ', '–')}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field label={t('import.lifecycle')}>
        <select
          className="select select--small"
          value={mapping.lifecycle ?? 'keep'}
          onChange={(e) => onChange({ ...mapping, lifecycle: e.target.value === 'pair' ? 'pair' : 'keep' })}
        >
          <option value="keep">{t('import.lifecycle_keep')}</option>
          <option value="pair">{t('import.lifecycle_pair')}</option>
        </select>
      </Field>
    </section>
  );
}

function PreviewTable({ flow }: { flow: ImportFlow }) {
  const { t, lang } = useText();
  const preview = flow.answer?.preview;
  if (!preview) return null;
  return (
    <section className="panel file" aria-label={t('import.preview')} aria-busy={flow.looking}>
      <h2>{t('import.preview')}</h2>
      <DataTable
        caption={t('import.preview')}
        rows={preview.rows.slice(0, 10)}
        columns={preview.columns.map((name, i) => ({ title: columnTitle(name, t), cell: (row: string[]) => row[i] ?? '' }))}
      />
      {preview.rejected.length > 0 && (
        <Note title={t('import.problems', { count: preview.rejected.length, shown: formatCount(preview.rejected.length, lang) })}>
          <ul className="missing">
            {preview.rejected.slice(0, 10).map((row, i) => (
              <li key={i}>
                <b>
                  {row.file}, {t('import.row', { row: row.row })}
                  {row.column && `, ${row.column}`}
                </b>
                : {inLang(row.reason, lang)}
              </li>
            ))}
          </ul>
        </Note>
      )}
      <Notes notes={preview.notes} />
    </section>
  );
}

/** A column of events by the name it has in the lake: `channel`, `actor_segment`. */
function columnTitle(name: string, t: TFunction): string {
  const [, of, own] = /^(actor|event)_(.+)$/.exec(name) ?? [];
  if (of && name !== 'event_id') return `${t(`use.${of}_attribute`)}: ${own}`;
  return t(`use.${name}`, { defaultValue: name });
}

/** The mapping as the text it is saved as: for joins and several events per row, and to keep for next time. */
function MappingText({ mapping, onChange }: { mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const { t } = useText();
  const [text, setText] = useState(() => JSON.stringify(mapping, null, 2));
  const [error, setError] = useState<string | undefined>();
  return (
    <details className="panel file mapping-text">
      <summary>{t('import.asText')}</summary>
      <textarea className="input mono" aria-label={t('import.asText')} rows={14} spellCheck={false} value={text} onChange={(e) => setText(e.target.value)} />
      {error && <p role="alert" className="mapping-text__error">{t('import.badText', { error })}</p>}
      <Button
        small
        label={t('filter.apply')}
        onClick={() => {
          const parsed = parseMapping(text);
          setError(parsed.error);
          if (parsed.mapping) onChange(parsed.mapping);
        }}
      />
    </details>
  );
}
