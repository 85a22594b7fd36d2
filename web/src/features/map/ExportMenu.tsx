import * as Menu from '@radix-ui/react-dropdown-menu';
import { apiBase } from '../../api/client';
import { useText } from '../../app/i18n';
import { shownTheme, useTheme } from '../../app/theme';
import { buttonClass, Icon } from '../../ui';

const formats = ['svg', 'png', 'pdf', 'pptx', 'html', 'md'] as const;

export function ExportMenu({ id }: { id: string }) {
  const { t, lang } = useText();
  const theme = shownTheme(useTheme());
  return (
    <Menu.Root>
      <Menu.Trigger className={buttonClass({})}>
        <Icon name="download" size={17} />
        {t('map.export')}
        <Icon name="chevron_down" size={14} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className="menu" align="end" sideOffset={6}>
          {formats.map((format) => (
            <Menu.Item key={format} asChild>
              <a
                className="menu__item"
                href={`${apiBase}/maps/${encodeURIComponent(id)}/render?format=${format}&lang=${lang}&theme=${theme}`}
                download={`${id}.${format}`}
              >
                {format.toUpperCase()}
                <span className="menu__hint">{t(`map.export_${format}`)}</span>
              </a>
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
