import { useEffect, useMemo, useRef, useState } from 'react';
import type { DraftPart, DraftWhat } from '../../api/discover';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Button } from '../../ui';
import { signs } from './apply';
import { countOf, grouped, isWording, type Choices, type Wish } from './decisions';
import { PartLine, type PartActions } from './PartLine';
import { partName } from './told';

const kinds = ['new', 'changed', 'gone'] as const;

interface PartsProps {
  parts: DraftPart[];
  /** Map with everything on it, for names and order. */
  doc: MapDocument;
  source: string | undefined;
  choices: Choices;
  active: string | undefined;
  mayNot: string | undefined;
  act: PartActions;
  onAll: (keys: string[], wish: Wish | null) => void;
}

/** Everything that differs, stage by stage; decided by keys as well as by hand. */
export function PartsPanel({ parts, doc, source, choices, active, mayNot, act, onAll }: PartsProps) {
  const { t, lang } = useText();
  const [hidden, setHidden] = useState<ReadonlySet<DraftWhat>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  const open = useMemo(() => parts.filter((part) => !part.held && !isWording(part)), [parts]);
  const wording = useMemo(() => parts.filter((part) => !part.held && isWording(part)), [parts]);
  const held = useMemo(() => parts.filter((part) => part.held), [parts]);
  const groups = useMemo(() => grouped(open.filter((part) => !hidden.has(part.what)), doc), [open, hidden, doc]);
  const names = useMemo(() => new Map(parts.map((part) => [part.key, partName(part, doc, t, lang)])), [parts, doc, t, lang]);
  const shown = groups.flatMap((group) => group.parts);
  const stop = [...shown, ...wording, ...held].some((part) => part.key === active) ? active : shown[0]?.key;
  const line = (part: DraftPart) => (
    <PartLine key={part.key} part={part} doc={doc} source={source} choice={choices.get(part.key)} active={part.key === active} stop={part.key === stop} needs={(part.needs ?? []).map((key) => names.get(key) ?? key).join(', ')} mayNot={mayNot} act={act} />
  );
  const onKey = (event: KeyboardEvent) => {
    const at = event.target instanceof HTMLElement ? event.target : null;
    if (event.ctrlKey || event.metaKey || event.altKey || at?.closest('textarea,input,select,summary')) return;
    const row = at?.closest<HTMLElement>('[data-part]');
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-open-part]') ?? [])].filter((one) => one.checkVisibility?.() ?? true);
    const place = rows.findIndex((one) => row?.contains(one));
    const go = (to: number) => {
      event.preventDefault();
      const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
      next?.focus();
      next?.closest('[data-part]')?.scrollIntoView?.({ block: 'nearest' });
    };
    const key = row?.dataset.part;
    const wish = (what: Wish | null) => {
      if (key === undefined || mayNot !== undefined) return;
      event.preventDefault();
      act.wish(key, what);
      // One decision leads to the next; why not is asked where one refuses.
      if (what === 'accept') go(place + 1);
    };
    if (event.key === 'ArrowDown') go(place + 1);
    else if (event.key === 'ArrowUp') go(place - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(rows.length - 1);
    else if (event.code === 'KeyA') wish('accept');
    else if (event.code === 'KeyR' && !parts.find((part) => part.key === key)?.held) wish('reject');
    else if (event.code === 'KeyL' || event.key === 'Backspace') wish(null);
    else if (event.code === 'KeyE' && key !== undefined && mayNot === undefined) {
      event.preventDefault();
      act.edit(key);
    }
  };
  // Keys hold for everything inside, whichever button has the focus.
  const keys = useRef(onKey);
  useEffect(() => void (keys.current = onKey));
  useEffect(() => {
    const box = list.current;
    const hear = (event: KeyboardEvent) => keys.current(event);
    box?.addEventListener('keydown', hear);
    return () => box?.removeEventListener('keydown', hear);
  }, []);
  return (
    <div className="again-parts" ref={list}>
      {open.length > 0 && (
        <div className="again-parts__tools">
          <div className="filter-chips" role="group" aria-label={t('again.filterParts')}>
            {kinds
              .filter((what) => countOf(open, what) > 0)
              .map((what) => (
                <button
                  key={what}
                  type="button"
                  className={`chip again-kind again-kind--${what}`}
                  aria-pressed={!hidden.has(what)}
                  onClick={() =>
                    setHidden((now) => {
                      const next = new Set(now);
                      if (!next.delete(what)) next.add(what);
                      return next;
                    })
                  }
                >
                  <span aria-hidden="true">{signs[what]}</span> {t(`again.show_${what}`)} <span className="num">{countOf(open, what)}</span>
                </button>
              ))}
          </div>
          <div className="again-parts__all">
            {(['new', 'changed'] as const)
              .filter((what) => countOf(open, what) > 0)
              .map((what) => (
                <Button key={what} small icon="check" label={t(`again.acceptAll_${what}`)} disabled={mayNot !== undefined} title={mayNot} onClick={() => onAll(open.filter((part) => part.what === what && choices.get(part.key)?.wish !== 'reject').map((part) => part.key), 'accept')} />
              ))}
            {choices.size > 0 && <Button small look="quiet" label={t('again.clear')} onClick={() => onAll([...choices.keys()], null)} />}
          </div>
          <p className="again-part__note again-parts__keys">{t('again.keys')}</p>
        </div>
      )}
      {groups.map((group) => {
        const place = doc.stages.findIndex((stage) => stage.id === group.stage);
        const title = place < 0 ? t('again.wholeMap') : inLang(doc.stages[place]?.name, lang);
        return (
          <section key={group.stage} className="again-group" aria-label={title}>
            <h3>
              {place >= 0 && (
                <span className="again-group__number" style={{ '--hue': `var(--hue-${(place % 12) + 1})` } as React.CSSProperties}>
                  {place + 1}
                </span>
              )}
              {title} <span className="muted num">{group.parts.length}</span>
            </h3>
            <ul>{group.parts.map(line)}</ul>
          </section>
        );
      })}
      {wording.length > 0 && (
        <details className="again-held">
          <summary>{t('again.wording', { count: wording.length })}</summary>
          <p className="again-part__note">{t('again.wordingText')}</p>
          <ul>{wording.map(line)}</ul>
        </details>
      )}
      {held.length > 0 && (
        <details className="again-held">
          <summary>{t('again.held', { count: held.length })}</summary>
          <p className="again-part__note">{t('again.heldText')}</p>
          <ul>{held.map(line)}</ul>
        </details>
      )}
    </div>
  );
}
