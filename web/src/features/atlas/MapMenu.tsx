import * as Menu from '@radix-ui/react-dropdown-menu';
import { useNavigate } from '@tanstack/react-router';
import type { MapSummary } from '../../api/types';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { inLang } from '../../lib/localtext';
import { Icon, type IconName } from '../../ui';
import { isArchived } from './state';
import { useMapActions } from './useMapActions';

/** What can be done with one map without opening it. */
export function MapMenu({ map }: { map: MapSummary }) {
  const { t, lang } = useText();
  const navigate = useNavigate();
  const { duplicate, archive, exportMaps } = useMapActions();
  const name = t('atlas.menu', { title: inLang(map.title, lang) });
  const archived = isArchived(map);
  const mayNot = useMayNot('editor');
  const item = (icon: IconName, label: string, onSelect: () => void, why?: string) => (
    <Menu.Item className="menu__item" disabled={why !== undefined} title={why} onSelect={onSelect}>
      <Icon name={icon} size={16} />
      {label}
    </Menu.Item>
  );
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button button--quiet button--icon button--small" aria-label={name} title={name}>
        <Icon name="more" size={17} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          {item('map', t('atlas.open'), () => void navigate({ to: '/maps/$id', params: { id: map.id } }))}
          {item('copy', t('atlas.duplicate'), () => duplicate.mutate(map), mayNot)}
          {item('swap', t('map.compare'), () => void navigate({ to: '/compare', search: { a: map.id } }))}
          {item('download', t('atlas.exportOne'), () => exportMaps.mutate([map]))}
          {item(archived ? 'refresh' : 'layers', archived ? t('atlas.restore') : t('atlas.archive'), () => archive.mutate({ maps: [map], archived: !archived }), mayNot)}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
