import * as Menu from '@radix-ui/react-dropdown-menu';
import { useNavigate } from '@tanstack/react-router';
import { Icon, type IconName } from '../ui';
import { useText } from './i18n';

/** The main menu of a telephone: behind one button, with words. */
export function NarrowNav({ links }: { links: readonly { to: '/' | '/personas' | '/library' | '/explore' | '/findings' | '/voice' | '/import' | '/start'; icon: IconName; text: string }[] }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button button--quiet button--icon topbar__menu" aria-label={t('shell.nav')}>
        <Icon name="outline" size={20} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className="menu" align="start" sideOffset={6} collisionPadding={8}>
          {links.map(({ to, icon, text }) => (
            <Menu.Item key={to} className="menu__item" onSelect={() => void navigate({ to })}>
              <Icon name={icon} size={17} />
              {text}
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
