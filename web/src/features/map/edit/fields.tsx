/** The kinds of fields a record is edited with. Each writes into the open map at once; there is no Save. */

import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useText } from '../../../app/i18n';
import { useLiveText, useMapStore, useRecord, useSetPlace, type Kind } from '../../../live';
import { Icon, type IconName } from '../../../ui';
import { isAddress } from './fit';

export interface Of {
  kind: Kind;
  id: string;
}

/** A part of a drawer with a heading of its own. */
export function Part({ title, children, icon }: { title: string; icon?: IconName; children: ReactNode }) {
  const id = useId();
  return (
    <section className="edit-part" aria-labelledby={id}>
      <h3 id={id}>
        {icon && <Icon name={icon} size={16} />}
        {title}
      </h3>
      {children}
    </section>
  );
}

export function Labelled({ label, hint, children }: { label: string; hint?: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="edit-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <p className="edit-field__hint">{hint}</p>}
    </div>
  );
}

/** One text in one language; grows with what is typed. */
export function LiveText({ of, field, lang, label, lines = 1, quiet }: { of: Of; field: string; lang: string; label: string; lines?: number; quiet?: boolean }) {
  const { ref, value, onChange } = useLiveText<HTMLTextAreaElement>(of.kind, of.id, field, lang);
  const setPlace = useSetPlace();
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.max(element.scrollHeight + 2, 36)}px`;
  }, [ref, value]);
  return (
    <Labelled label={label}>
      {(id) => (
        <textarea
          ref={ref}
          id={id}
          data-live=""
          lang={lang === 'und' ? undefined : lang}
          className={`input edit-text ${quiet ? 'edit-text--quiet' : ''}`}
          rows={lines}
          maxLength={20_000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onFocus={() => of.kind === 'card' && setPlace({ card: of.id, field: `${field}:${lang}` }, 'drawer')}
          onBlur={() => of.kind === 'card' && setPlace({}, 'drawer')}
        />
      )}
    </Labelled>
  );
}

function textsOf(record: unknown, field: string): Record<string, string> {
  let at = record;
  for (const part of field.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined;
  return typeof at === 'object' && at !== null ? (at as Record<string, string>) : {};
}

/** A text in the reader's language, with its translations beside it. */
export function TranslatedText({ of, field, label, lines }: { of: Of; field: string; label: string; lines?: number }) {
  const { t, lang } = useText();
  const store = useMapStore();
  const texts = textsOf(useRecord(of.kind, of.id), field);
  const other = lang === 'ru' ? 'en' : 'ru';
  const others = [...new Set([...Object.keys(texts).filter((one) => one !== lang && texts[one] !== '…'), other])].sort((a, b) => Number(a === 'und') - Number(b === 'und') || a.localeCompare(b));
  const [open, setOpen] = useState(() => !texts[lang] && Object.values(texts).some(Boolean));
  const said = others.filter((one) => texts[one]);
  return (
    <div className="edit-translated">
      <LiveText of={of} field={field} lang={lang} label={label} lines={lines} />
      <button type="button" className="edit-link" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="language" size={14} />
        {said.length > 0 ? t('edit.translations', { langs: said.map((one) => languageName(one, t)).join(', ') }) : t('edit.translate')}
      </button>
      {open && (
        <div className="edit-translated__others">
          {others.map((one) => (
            <div key={one} className="edit-translated__one">
              <LiveText of={of} field={field} lang={one} label={languageName(one, t)} quiet />
              {texts[one] !== undefined && Object.keys(texts).length > 1 && (
                <button type="button" className="button button--quiet button--icon button--small" aria-label={t('edit.dropLanguage', { lang: languageName(one, t) })} title={t('edit.dropLanguage', { lang: languageName(one, t) })} onClick={() => store.edit.dropText(of.kind, of.id, field, one)}>
                  <Icon name="trash" size={14} />
                </button>
              )}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function languageName(code: string, t: ReturnType<typeof useText>['t']): string {
  return code === 'ru' || code === 'en' || code === 'und' ? t(`edit.lang_${code}`) : code;
}

/** A plain text that is written as a whole, when one has finished. */
export function Line({ label, value, onSave, hint, type = 'text', placeholder, list }: { label: string; value: string | undefined; onSave: (value: string | undefined) => void; hint?: string; type?: 'text' | 'date' | 'url' | 'color'; placeholder?: string; list?: readonly string[] }) {
  const [text, setText] = useState(value ?? '');
  const [last, setLast] = useState(value);
  const listId = useId();
  if (last !== value) {
    setLast(value);
    setText(value ?? '');
  }
  const { t } = useText();
  const wrong = type === 'url' && text.trim() !== '' && !isAddress(text);
  const save = (now: string) => {
    if (!wrong && now.trim() !== (value ?? '')) onSave(now.trim() || undefined);
  };
  return (
    <Labelled label={label} hint={wrong ? t('edit.addressWanted') : hint}>
      {(id) => (
        <>
          <input
            id={id}
            className="input"
            type={type}
            value={text}
            placeholder={placeholder}
            aria-invalid={wrong || undefined}
            list={list ? listId : undefined}
            onChange={(event) => {
              setText(event.target.value);
              if (type === 'date') save(event.target.value);
            }}
            onBlur={() => save(text)}
            onKeyDown={(event) => event.key === 'Enter' && save(text)}
          />
          {list && (
            <datalist id={listId}>
              {list.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Labelled>
  );
}

/** A number, with a comma or a point; what is no number is told and not written. */
export function NumberLine({ label, value, onSave, min, max, scale = 1, unit }: { label: string; value: number | undefined; onSave: (value: number | undefined) => void; min?: number; max?: number; /** What is shown is the value times this. */ scale?: number; unit?: string }) {
  const { t } = useText();
  const shown = value === undefined ? '' : String(Math.round(value * scale * 1e6) / 1e6);
  const [text, setText] = useState(shown);
  const [last, setLast] = useState(shown);
  if (last !== shown) {
    setLast(shown);
    setText(shown);
  }
  const number = Number(text.trim().replace(',', '.').replace(/\s/g, '')) / scale;
  const wrong = text.trim() !== '' && (!Number.isFinite(number) || (min !== undefined && number < min) || (max !== undefined && number > max));
  const save = () => {
    if (wrong || text === shown) return;
    onSave(text.trim() === '' ? undefined : number);
  };
  const range = min !== undefined && max !== undefined ? t('edit.between', { min: min * scale, max: max * scale }) : t('edit.numberWanted');
  return (
    <Labelled label={unit ? `${label}, ${unit}` : label} hint={wrong ? range : undefined}>
      {(id) => <input id={id} className="input num" inputMode="decimal" aria-invalid={wrong || undefined} value={text} onChange={(event) => setText(event.target.value)} onBlur={save} onKeyDown={(event) => event.key === 'Enter' && save()} />}
    </Labelled>
  );
}

export interface Option {
  value: string;
  label: string;
  group?: string;
}

/** One of several; `none` is the word for nothing chosen, where that is possible. */
export function Select({ label, value, options, none, onSave }: { label: string; value: string | undefined; options: readonly Option[]; none?: string; onSave: (value: string | undefined) => void }) {
  const groups = [...new Set(options.map((option) => option.group))];
  const list = (group: string | undefined) => options.filter((option) => option.group === group).map((option) => <option key={option.value} value={option.value}>{option.label}</option>);
  return (
    <Labelled label={label}>
      {(id) => (
        <select id={id} className="select" value={value ?? ''} onChange={(event) => onSave(event.target.value || undefined)}>
          {none !== undefined && <option value="">{none}</option>}
          {groups.map((group) => (group === undefined ? list(group) : <optgroup key={group} label={group}>{list(group)}</optgroup>))}
        </select>
      )}
    </Labelled>
  );
}

/** Any of several, as buttons that stay down. */
export function Chips({ label, chosen, options, onSave, hint }: { label: string; chosen: readonly string[]; options: readonly Option[]; onSave: (chosen: string[] | undefined) => void; hint?: string }) {
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    onSave(next.length > 0 ? next : undefined);
  };
  return (
    <div className="edit-field" role="group" aria-label={label}>
      <span className="edit-field__label" aria-hidden="true">{label}</span>
      <div className="edit-chips">
        {options.map((option) => (
          <button key={option.value} type="button" className="edit-chip" aria-pressed={chosen.includes(option.value)} onClick={() => toggle(option.value)}>
            {option.label}
          </button>
        ))}
      </div>
      {hint && <p className="edit-field__hint">{hint}</p>}
    </div>
  );
}

export function Check({ label, checked, onSave, hint }: { label: string; checked: boolean; onSave: (checked: boolean) => void; hint?: string }) {
  return (
    <label className="edit-check">
      <input type="checkbox" checked={checked} onChange={(event) => onSave(event.target.checked)} />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

/** Sets fields of one record. */
export function useSetter({ kind, id }: Of): (path: string, value: unknown) => void {
  const store = useMapStore();
  return (path, value) => store.edit.setField(kind, id, path, value);
}

/** Focuses the first text of a drawer that was opened for a new record. */
export function useFirstFocus(active: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) ref.current?.querySelector<HTMLElement>('textarea, input')?.focus();
  }, [active]);
  return ref;
}
