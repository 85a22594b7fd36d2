import * as Dialog from '@radix-ui/react-dialog';
import type { ReactNode } from 'react';
import { Icon } from './Icon';

/**
 * A panel at the side that leaves the page usable: another card may be picked while it is open. Esc closes it;
 * where the focus goes then is the page's business.
 */
export function Drawer({ open, onClose, onReturnFocus, title, closeLabel, at = 'right', children }: {
  open: boolean;
  onClose: () => void;
  onReturnFocus?: () => void;
  title: ReactNode;
  closeLabel: string;
  at?: 'left' | 'right';
  children: ReactNode;
}) {
  return (
    <Dialog.Root open={open} modal={false} onOpenChange={(now) => !now && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          className={at === 'left' ? 'drawer drawer--left' : 'drawer'}
          aria-describedby={undefined}
          onInteractOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            if (!onReturnFocus) return;
            event.preventDefault();
            onReturnFocus();
          }}
        >
          <div className="drawer__head">
            <Dialog.Title asChild>
              <h2 className="drawer__title">{title}</h2>
            </Dialog.Title>
            <Dialog.Close className="button button--quiet button--icon" aria-label={closeLabel} title={closeLabel}>
              <Icon name="close" size={18} />
            </Dialog.Close>
          </div>
          <div className="drawer__body">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
