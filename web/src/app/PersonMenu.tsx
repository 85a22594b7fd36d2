import * as Menu from '@radix-ui/react-dropdown-menu';
import { useRouter } from '@tanstack/react-router';
import { Icon } from '../ui';
import { Avatar } from '../ui/Avatar';
import { switchLang, useText } from './i18n';
import { useHere, useSignOut, useSwitchWorkspace } from './session';

/** Who is signed in, where they work, and the way out. Without accounts: a word that there are none. */
export function PersonMenu() {
  const { t, lang } = useText();
  const router = useRouter();
  const { open, person, workspace, workspaces } = useHere();
  const signOut = useSignOut();
  const switchTo = useSwitchWorkspace();
  if (open) {
    return (
      <span className="topbar__open" title={t('account.openText')}>
        <Icon name="info" size={15} />
        <span>{t('account.open')}</span>
      </span>
    );
  }
  if (!person) return null;
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="topbar__person" aria-label={t('account.menu', { name: person.name })} title={person.name}>
        <Avatar name={person.name} colour={person.colour} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className="menu person-menu" align="end" sideOffset={8} collisionPadding={8}>
          <div className="person-menu__who">
            <Avatar name={person.name} colour={person.colour} size={40} />
            <span>
              <b>{person.name}</b>
              <span className="muted">{person.email}</span>
            </span>
          </div>
          <Menu.Separator className="menu__line" />
          <Menu.Label className="menu__label">{t('account.workspaces')}</Menu.Label>
          <Menu.RadioGroup aria-label={t('account.workspaces')} value={workspace?.id} onValueChange={(id) => id !== workspace?.id && void switchTo(id)}>
            {workspaces.map((one) => (
              <Menu.RadioItem key={one.id} value={one.id} className="menu__item">
                <span className="menu__tick">
                  <Menu.ItemIndicator>
                    <Icon name="check" size={16} />
                  </Menu.ItemIndicator>
                </span>
                <span className="menu__words">{one.name}</span>
                <span className="menu__hint">{t(`role.${one.role}`)}</span>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Separator className="menu__line" />
          <Menu.Item className="menu__item" onSelect={() => void router.navigate({ to: '/account' })}>
            <Icon name="person" size={17} />
            {t('account.profile')}
          </Menu.Item>
          <Menu.Item className="menu__item" onSelect={() => void router.navigate({ to: '/settings/$section', params: { section: 'people' } })}>
            <Icon name="settings" size={17} />
            {t('account.settings')}
          </Menu.Item>
          <Menu.Separator className="menu__line" />
          <div className="person-menu__narrow">
            <Menu.Label className="menu__label">{t('shell.language')}</Menu.Label>
            <Menu.RadioGroup aria-label={t('shell.language')} value={lang} onValueChange={(code) => void switchLang(code as typeof lang)}>
              {(['ru', 'en'] as const).map((code) => (
                <Menu.RadioItem key={code} value={code} className="menu__item" lang={code}>
                  <span className="menu__tick">
                    <Menu.ItemIndicator>
                      <Icon name="check" size={16} />
                    </Menu.ItemIndicator>
                  </span>
                  {code === 'ru' ? 'Русский' : 'English'}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="menu__line" />
          </div>
          <Menu.Item className="menu__item" onSelect={() => void signOut()}>
            <Icon name="leave" size={17} />
            {t('account.signOut')}
          </Menu.Item>
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
