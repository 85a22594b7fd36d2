import './menu.css';
import * as Dropdown from '@radix-ui/react-dropdown-menu';
import { Icon } from '../../../ui';
import type { Entry, Menu } from './menu';

/** A menu at a point of the window. */
export default function ContextMenu({ menu, at, label, onClose }: { menu: Menu; at: { x: number; y: number }; label: string; onClose: () => void }) {
  return (
    <Dropdown.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Dropdown.Trigger asChild>
        <span className="grid-menu-point" style={{ left: at.x, top: at.y }} aria-hidden="true" />
      </Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content className="grid-menu" align="start" sideOffset={2} collisionPadding={8} loop aria-label={label} onCloseAutoFocus={(event) => event.preventDefault()}>
          <Groups menu={menu} />
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

function Groups({ menu }: { menu: Menu }) {
  return menu.map((group, i) => (
    <Dropdown.Group key={i}>
      {i > 0 && <Dropdown.Separator className="grid-menu__line" />}
      {group.map((entry) => (
        <Item key={entry.label} entry={entry} />
      ))}
    </Dropdown.Group>
  ));
}

function Item({ entry }: { entry: Entry }) {
  const face = (
    <>
      <span className="grid-menu__icon">{entry.icon && <Icon name={entry.icon} size={15} />}</span>
      <span className="grid-menu__label">{entry.label}</span>
      {entry.keys && <kbd className="grid-menu__keys">{entry.keys}</kbd>}
      {entry.inner && <Icon name="chevron_right" size={14} />}
    </>
  );
  const look = `grid-menu__item ${entry.danger ? 'grid-menu__item--danger' : ''}`;
  if (entry.inner) {
    return (
      <Dropdown.Sub>
        <Dropdown.SubTrigger className={look} disabled={entry.disabled}>
          {face}
        </Dropdown.SubTrigger>
        <Dropdown.Portal>
          <Dropdown.SubContent className="grid-menu" sideOffset={2} collisionPadding={8}>
            <Groups menu={[entry.inner]} />
          </Dropdown.SubContent>
        </Dropdown.Portal>
      </Dropdown.Sub>
    );
  }
  return (
    // After the menu has gone: what it does may take the focus.
    <Dropdown.Item className={look} disabled={entry.disabled} onSelect={() => window.setTimeout(() => entry.run?.(), 0)}>
      {face}
    </Dropdown.Item>
  );
}
