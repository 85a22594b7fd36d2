import { useId, useRef, useState } from 'react';
import type { Person } from '../../api/reviewQueries';
import { useText } from '../../app/i18n';
import { Button } from '../../ui';
import { mentionAt, peopleLike } from './threads';

/** Where a comment is written: `@` offers people, Ctrl+Enter sends, Esc takes back. */
export function Composer({ label, placeholder, people, written = '', send, busy, begin, onSend, onCancel }: {
  label: string;
  placeholder?: string;
  people: Person[];
  written?: string;
  send: string;
  busy?: boolean;
  /** The person has just asked to write here: the field takes the focus. */
  begin?: boolean;
  /** Resolves when it is said: then the field is empty again. */
  onSend: (text: string) => Promise<unknown>;
  onCancel?: () => void;
}) {
  const { t, lang } = useText();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(written);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [shut, setShut] = useState(false);
  const asked = shut ? null : mentionAt(text, caret);
  const offered = asked ? peopleLike(people, asked.word, lang).filter((one) => one.name !== asked.word.trim()) : [];
  const at = Math.min(chosen, offered.length - 1);
  const put = (person: Person) => {
    if (!asked) return;
    const end = asked.from + person.name.length + 2;
    setText(`${text.slice(0, asked.from)}@${person.name} ${text.slice(caret)}`);
    setCaret(end);
    setShut(true);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(end, end);
    });
  };
  const say = () => {
    if (!text.trim() || busy) return;
    void onSend(text).then(
      () => setText(''),
      () => undefined,
    );
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return say();
    }
    if (offered.length > 0) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        return setChosen((at + step + offered.length) % offered.length);
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        return put(offered[at] as Person);
      }
    }
    if (event.key === 'Escape' && (offered.length > 0 || onCancel)) {
      event.preventDefault();
      event.nativeEvent.stopImmediatePropagation();
      if (offered.length > 0) setShut(true);
      else onCancel?.();
    }
  };
  return (
    <div className="composer">
      <textarea
        ref={field}
        className="input composer__field"
        rows={Math.min(8, Math.max(2, text.split('\n').length))}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={10_000}
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={begin}
        aria-controls={`${id}-people`}
        aria-autocomplete="list"
        aria-activedescendant={offered.length > 0 ? `${id}-${at}` : undefined}
        onChange={(e) => {
          setText(e.target.value);
          setCaret(e.target.selectionStart);
          setChosen(0);
          setShut(false);
        }}
        onSelect={(e) => setCaret(e.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-people`} role="listbox" aria-label={t('comments.people')} className="composer__people" hidden={offered.length === 0}>
        {offered.map((person, i) => (
          // The keyboard reaches it through the field.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <li key={person.id} id={`${id}-${i}`} role="option" aria-selected={i === at} tabIndex={-1} onMouseDown={(e) => e.preventDefault()} onClick={() => put(person)}>
            <span className="face" style={{ '--face': faceColour(person.id) } as React.CSSProperties} aria-hidden="true">
              {initials(person.name)}
            </span>
            {person.name}
          </li>
        ))}
      </ul>
      <div className="composer__tools">
        <span className="composer__hint">{t('comments.hint')}</span>
        {onCancel && <Button small look="quiet" label={t('common.cancel')} onClick={onCancel} />}
        <Button small look="primary" label={send} disabled={!text.trim() || busy} onClick={say} />
      </div>
    </div>
  );
}

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((part) => [...part][0]?.toLocaleUpperCase() ?? '')
    .join('') || '?';

/** Always the same hue for the same person. */
export function faceColour(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 12;
  return `var(--hue-${sum + 1})`;
}
