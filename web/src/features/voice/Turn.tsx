import { useRef, useState, type KeyboardEvent } from 'react';
import type { Code, Coding, SuggestedQuote, VoiceItem } from '../../api/voice';
import { useText } from '../../app/i18n';
import { pieces, scalarAt, trimmed } from '../../lib/spans';
import { Button, Icon } from '../../ui';
import { byWord, hueOf, sentenceBeside, tree, type Picked } from './coding';

type Mark = { coding: Coding } | { suggestion: SuggestedQuote } | { picked: true };

/** What one speaker says in a row, with its codings. Only words of its own element are counted, so a mark is exact. */
export function Turn({ turn, codes, codings, suggested, picked, readOnly, busy, onPick, onCode, onNewCode, onRemove }: {
  turn: VoiceItem;
  codes: Code[];
  codings: Coding[];
  suggested: SuggestedQuote[];
  picked: Picked | null;
  readOnly: boolean;
  busy: boolean;
  onPick: (picked: Picked | null) => void;
  onCode: (code: string) => void;
  onNewCode: (name: string) => void;
  onRemove: (coding: string) => void;
}) {
  const { t } = useText();
  const words = useRef<HTMLParagraphElement>(null);
  const text = turn.texts.find((one) => one.part === 'body')?.text ?? '';
  const marks: { start: number; end: number; mark: Mark }[] = [
    ...codings.map((coding) => ({ start: coding.span.start, end: coding.span.end, mark: { coding } })),
    ...suggested.map((suggestion) => ({ start: suggestion.span.start, end: suggestion.span.end, mark: { suggestion } })),
    ...(picked ? [{ start: picked.start, end: picked.end, mark: { picked: true as const } }] : []),
  ];
  const byMouse = () => {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !words.current || readOnly) return;
    const range = selection.getRangeAt(0);
    if (!words.current.contains(range.startContainer) || !words.current.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(words.current);
    before.setEnd(range.startContainer, range.startOffset);
    const from = before.toString().length;
    const place = trimmed(text, scalarAt(text, from), scalarAt(text, from + range.toString().length));
    if (!place) return;
    selection.removeAllRanges();
    onPick({ item: turn.id, ...place });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (readOnly || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.key === 'Escape' && picked) {
      event.preventDefault();
      return onPick(null);
    }
    if (by !== 0) {
      event.preventDefault();
      if (event.shiftKey && picked) return onPick(byWord(text, picked, by));
      const place = sentenceBeside(text, picked, by);
      return place && onPick({ item: turn.id, ...place });
    }
    if (event.key === 'Enter' && !picked) {
      event.preventDefault();
      const place = sentenceBeside(text, null, 1);
      return place && onPick({ item: turn.id, ...place });
    }
    const number = /^Digit([1-9])$/.exec(event.code)?.[1];
    const code = number && tree(codes)[Number(number) - 1];
    if (picked && code) {
      event.preventDefault();
      onCode(code.code.id);
    }
  };
  return (
    <li className={`said-turn said-turn--${turn.speaker}`}>
      <b className="said-turn__who">{t(`voice.speaker_${turn.speaker}`)}</b>
      {/* Takes the keyboard for marking words; what it does is told above the list. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <p ref={words} className="said-turn__words" role={readOnly ? undefined : 'textbox'} aria-readonly={readOnly ? undefined : true} aria-multiline={readOnly ? undefined : true} aria-label={readOnly ? undefined : t('voice.turnLabel', { who: t(`voice.speaker_${turn.speaker}`) })} tabIndex={readOnly ? undefined : 0} onMouseUp={byMouse} onTouchEnd={() => window.setTimeout(byMouse, 50)} onKeyDown={onKeyDown}>
        {pieces(text, marks).map((piece) => {
          const coding = piece.marks.find((mark) => 'coding' in mark);
          const look = [coding && 'coded', piece.marks.some((mark) => 'suggestion' in mark) && 'suggested', piece.marks.some((mark) => 'picked' in mark) && 'picked'].filter(Boolean).join(' ');
          return (
            <span key={piece.start} className={look || undefined} style={coding ? ({ '--code': hueOf(codes, coding.coding.code) } as React.CSSProperties) : undefined}>
              {piece.text}
            </span>
          );
        })}
      </p>
      {picked && <CodePick codes={codes} busy={busy} onCode={onCode} onNewCode={onNewCode} onClose={() => (onPick(null), words.current?.focus())} />}
      {codings.length > 0 && (
        <ul className="said-turn__codings">
          {codings.map((coding) => {
            const name = codes.find((code) => code.id === coding.code)?.name ?? coding.code;
            return (
              <li key={coding.id} className="code-chip" style={{ '--code': hueOf(codes, coding.code) } as React.CSSProperties} title={coding.text}>
                {name}
                {coding.by && <span className="muted">{coding.by.name}</span>}
                {!readOnly && (
                  <button type="button" aria-label={t('voice.uncode', { name, words: coding.text })} onClick={() => onRemove(coding.id)}>
                    <Icon name="close" size={12} />
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </li>
  );
}

function CodePick({ codes, busy, onCode, onNewCode, onClose }: { codes: Code[]; busy: boolean; onCode: (code: string) => void; onNewCode: (name: string) => void; onClose: () => void }) {
  const { t } = useText();
  const [name, setName] = useState('');
  return (
    // Escape leaves it from everywhere inside.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className="code-pick" role="group" aria-label={t('voice.codeAs')} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <span className="code-pick__words">{t('voice.codeAs')}</span>
      {tree(codes).map(({ code }, i) => (
        <button key={code.id} type="button" className="code-chip code-chip--pick" style={{ '--code': hueOf(codes, code.id) } as React.CSSProperties} disabled={busy} onClick={() => onCode(code.id)}>
          {code.name}
          {i < 9 && <kbd>{i + 1}</kbd>}
        </button>
      ))}
      <form
        className="code-pick__new"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) onNewCode(name.trim());
        }}
      >
        <input className="input input--small" aria-label={t('voice.newCode')} placeholder={t('voice.newCode')} maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" small iconOnly icon="plus" label={t('voice.addCode')} disabled={!name.trim() || busy} />
      </form>
      <Button small look="quiet" iconOnly icon="close" label={t('common.close')} onClick={onClose} />
    </div>
  );
}
