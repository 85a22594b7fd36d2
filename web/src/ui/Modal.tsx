import * as Dialog from '@radix-ui/react-dialog';
import { useState, type ReactNode } from 'react';
import { Icon } from './Icon';

/** A dialog over the page. Mounted while it is open; when it goes, the focus is back where it was. */
export function Modal({ title, text, wide, className = '', closeLabel, onClose, focus, children }: {
  title: ReactNode;
  /** What it is for, below the title. */
  text?: ReactNode;
  /** As wide and tall as the window allows; the parts inside scroll. */
  wide?: boolean;
  className?: string;
  closeLabel: string;
  onClose: () => void;
  /** CSS selector of what takes the focus at first, where that is not the first thing. */
  focus?: string;
  children: ReactNode;
}) {
  const [opener] = useState(() => document.activeElement);
  return (
    <Dialog.Root open onOpenChange={(now) => !now && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className={`dialog ${wide ? 'dialog--wide' : ''} ${className}`}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            const first = focus === undefined ? null : (event.currentTarget as HTMLElement).querySelector<HTMLElement>(focus);
            if (!first) return;
            event.preventDefault();
            // Nothing jumps: what the page brought into sight stays there.
            first.focus({ preventScroll: true });
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
          }}
        >
          <header className="dialog__head">
            <Dialog.Title asChild>
              <h2>{title}</h2>
            </Dialog.Title>
            {text && (
              <Dialog.Description asChild>
                <p className="muted">{text}</p>
              </Dialog.Description>
            )}
          </header>
          {children}
          <Dialog.Close className="button button--quiet button--icon dialog__close" aria-label={closeLabel} title={closeLabel}>
            <Icon name="close" size={18} />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
