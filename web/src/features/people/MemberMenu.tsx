import * as Menu from '@radix-ui/react-dropdown-menu';
import type { Member } from '../../api/accounts';
import { useText } from '../../app/i18n';
import { Icon } from '../../ui';

/** What can be done about one person; what cannot says why. */
export function MemberMenu({ member, fixed, onDisable, onHelp, onRemove }: {
  member: Member;
  fixed: string | undefined;
  onDisable: () => void;
  onHelp: () => void;
  onRemove: () => void;
}) {
  const { t } = useText();
  const label = t('settings.moreOf', { name: member.name });
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button button--quiet button--icon" aria-label={label} title={label}>
        <Icon name="more" size={18} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          {fixed && <Menu.Label className="menu__label menu__reason">{fixed}</Menu.Label>}
          <Menu.Item className="menu__item" disabled={fixed !== undefined && member.role !== 'owner'} onSelect={onHelp}>
            <Icon name="link" size={17} />
            {t('settings.resetLink')}
          </Menu.Item>
          <Menu.Item className="menu__item" disabled={fixed !== undefined} onSelect={onDisable}>
            <Icon name={member.disabled ? 'check' : 'lock'} size={17} />
            {member.disabled ? t('settings.enable') : t('settings.disable')}
          </Menu.Item>
          <Menu.Item className="menu__item menu__item--danger" disabled={fixed !== undefined} onSelect={onRemove}>
            <Icon name="trash" size={17} />
            {t('settings.removeFrom')}
          </Menu.Item>
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
