import './palette.css';
import * as Dialog from '@radix-ui/react-dialog';
import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../../app/i18n';
import { Icon } from '../../ui';
import { found, type Command } from './commands';

const shownMax = 60;

/** One line to type in, and everything that can be done or reached from here. */
export function Palette({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const { t } = useText();
  /** Where the focus was: it goes back there unless a command leads elsewhere. */
  const [opener] = useState(() => document.activeElement);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const shown = useMemo(() => found(commands, query, shownMax), [commands, query]);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' });
  }, [active, shown]);
  const run = (command: Command | undefined) => {
    if (!command || command.disabled) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((now) => (Math.abs(step) === 1 ? (now + step + shown.length) % Math.max(1, shown.length) : Math.max(0, Math.min(shown.length - 1, now + step))));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(shown[active]);
    }
  };
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (open) return;
        onClose();
        if (opener instanceof HTMLElement) setTimeout(() => opener.focus());
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="palette" aria-describedby={undefined} onCloseAutoFocus={(event) => event.preventDefault()}>
          <Dialog.Title className="hidden-text">{t('palette.title')}</Dialog.Title>
          <div className="palette__line">
            <Icon name="search" size={19} />
            <input
              role="combobox"
              aria-expanded="true"
              aria-controls={listId}
              aria-activedescendant={shown[active] ? `${listId}-${active}` : undefined}
              aria-label={t('palette.title')}
              placeholder={t('palette.placeholder')}
              autoComplete="off"
              spellCheck={false}
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setActive(0);
              }}
              onKeyDown={onKeyDown}
            />
            <kbd>Esc</kbd>
          </div>
          <div ref={list} id={listId} role="listbox" aria-label={t('palette.found')} className="palette__list">
            {shown.map((command, i) => (
              <div key={command.id}>
                {command.group !== shown[i - 1]?.group && (
                  <p className="palette__group" aria-hidden="true">
                    {command.group}
                  </p>
                )}
                {/* The keyboard is on the line above. */}
                {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
                <div id={`${listId}-${i}`} role="option" aria-selected={i === active} aria-disabled={command.disabled !== undefined} className="palette__one" onPointerMove={() => setActive(i)} onClick={() => run(command)}>
                  <Icon name={command.icon} size={17} />
                  <span>{command.label}</span>
                  {(command.disabled ?? command.note) && <small>{command.disabled ?? command.note}</small>}
                  {command.keys && <kbd>{command.keys}</kbd>}
                </div>
              </div>
            ))}
            {shown.length === 0 && <p className="palette__none">{t('palette.none')}</p>}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
