import * as Menu from '@radix-ui/react-dropdown-menu';
import { apiBase } from '../../api/client';
import { useText } from '../../app/i18n';
import { shownTheme, useTheme } from '../../app/theme';
import { Icon } from '../../ui';

const formats = ['pdf', 'png', 'svg', 'pptx'] as const;

/** The map to take along, in the language of the page; on paper always light. */
export function DownloadMenu({ token }: { token: string }) {
  const { t, lang } = useText();
  const theme = shownTheme(useTheme());
  const address = (format: (typeof formats)[number]) => {
    const query = new URLSearchParams({ format, lang, ...(format === 'pdf' ? { paper: 'auto' } : {}), theme: format === 'png' || format === 'svg' ? theme : 'light' });
    return `${apiBase}/shared/${encodeURIComponent(token)}/render?${query}`;
  };
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button">
        <Icon name="download" size={17} />
        {t('guest.download')}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
          {formats.map((format) => (
            <Menu.Item key={format} className="menu__item" asChild>
              <a href={address(format)} download={`map.${format}`}>
                {t(`guest.format_${format}`)}
              </a>
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
