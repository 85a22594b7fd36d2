import { Link } from '@tanstack/react-router';
import type { MapSummary } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon } from '../../ui';
import { HealthChips } from './HealthChips';
import { MapMenu } from './MapMenu';
import { besides, treeOf, type TreeNode } from './tree';

/** General maps over the maps derived from them, whole journeys over the maps of their parts. */
export function MapTree({ maps }: { maps: MapSummary[] }) {
  const { t } = useText();
  const roots = treeOf(maps);
  const flat = roots.every((node) => node.below.length === 0);
  return (
    <div className="panel map-tree">
      <ul>
        {roots.map((node) => (
          <Branch key={node.map.id} node={node} maps={maps} />
        ))}
      </ul>
      {flat && <p className="muted map-tree__hint">{t('atlas.treeFlat')}</p>}
    </div>
  );
}

function Branch({ node, maps }: { node: TreeNode; maps: MapSummary[] }) {
  const { t, lang } = useText();
  const { map } = node;
  const near = besides(map, maps);
  return (
    <li>
      <div className="map-tree__row">
        <span className="map-tree__icon">
          <Icon name={node.below.length ? 'layers' : 'map'} size={17} />
        </span>
        <div className="map-tree__words">
          <span className="map-tree__title">
            <Link to="/maps/$id" params={{ id: map.id }}>
              {inLang(map.title, lang)}
            </Link>
            {node.how && <span className="chip chip--brand">{t(`atlas.how_${node.how}`)}</span>}
          </span>
          <span className="muted num">
            {t(`kind.${map.kind}`)} · {t(`mapState.${map.state}`)} · {t('atlas.coverage').toLocaleLowerCase(lang)} {formatShare(map.total ? map.backed / map.total : 0, lang, 0)}
          </span>
          {near.length > 0 && (
            <span className="map-tree__beside">
              {near.map(({ kind, map: other }) => (
                <span key={other.id}>
                  {t(`atlas.link_${kind}`)}:{' '}
                  <Link to="/maps/$id" params={{ id: other.id }}>
                    {inLang(other.title, lang)}
                  </Link>
                </span>
              ))}
            </span>
          )}
        </div>
        <HealthChips map={map} />
        <MapMenu map={map} />
      </div>
      {node.below.length > 0 && (
        <ul>
          {node.below.map((below) => (
            <Branch key={below.map.id} node={below} maps={maps} />
          ))}
        </ul>
      )}
    </li>
  );
}
