import { Link } from '@tanstack/react-router';
import type { MapSummary } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatAgo, formatDay, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon, Meter } from '../../ui';
import { HealthChips } from './HealthChips';
import { MapMenu } from './MapMenu';
import type { Choosing } from './MapTile';
import type { AtlasSort } from './state';

/** Many maps at a glance; a click on a header sorts. */
export function MapTable({ maps, choosing, sort, onSort }: { maps: MapSummary[]; choosing: Choosing; sort: AtlasSort; onSort: (sort: AtlasSort) => void }) {
  const { t, lang } = useText();
  const all = maps.length > 0 && maps.every((map) => choosing.chosen.has(map.id));
  const head = (by: AtlasSort, label: string, number?: boolean) => (
    <th scope="col" aria-sort={sort === by ? (by === 'coverage' || by === 'changed' || by === 'attention' ? 'descending' : 'ascending') : undefined} className={number ? 'cell-num' : undefined}>
      <button type="button" className="sort-button" onClick={() => onSort(by)}>
        {label}
        {sort === by && <Icon name="chevron_down" size={13} />}
      </button>
    </th>
  );
  return (
    <div className="panel scroll-x">
      <table className="data-table maps-table">
        <caption className="hidden-text">{t('atlas.title')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <input type="checkbox" aria-label={t('atlas.chooseAll')} checked={all} onChange={() => maps.forEach((map) => choosing.chosen.has(map.id) === all && choosing.toggle(map.id))} />
            </th>
            {head('title', t('atlas.col_map'))}
            <th scope="col">{t('atlas.col_persona')}</th>
            <th scope="col">{t('atlas.department')}</th>
            <th scope="col">{t('atlas.owner')}</th>
            {head('coverage', t('atlas.coverage'))}
            {head('review', t('atlas.review'))}
            {head('changed', t('atlas.col_changed'))}
            {head('attention', t('atlas.health'))}
            <th scope="col">
              <span className="hidden-text">{t('atlas.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {maps.map((map) => {
            const title = inLang(map.title, lang);
            const share = map.total ? map.backed / map.total : 0;
            return (
              <tr key={map.id} data-chosen={choosing.chosen.has(map.id) || undefined}>
                <td>
                  <input type="checkbox" aria-label={t('atlas.choose', { title })} checked={choosing.chosen.has(map.id)} onChange={() => choosing.toggle(map.id)} />
                </td>
                <td className="maps-table__title">
                  <Link to="/maps/$id" params={{ id: map.id }}>
                    {title}
                  </Link>
                  <br />
                  <span className="muted">
                    {t(`kind.${map.kind}`)} · {t(`mapState.${map.state}`)}
                  </span>
                </td>
                <td>{(map.personas ?? []).map((persona) => inLang(persona.name, lang)).join(', ') || '–'}</td>
                <td>{inLang(map.department, lang) || '–'}</td>
                <td>{map.owner ?? '–'}</td>
                <td>
                  <span className="maps-table__share num">
                    <Meter value={share} />
                    {formatShare(share, lang, 0)}
                  </span>
                </td>
                <td className="num">{map.review_date ? formatDay(map.review_date, lang) : '–'}</td>
                <td className="num">{formatAgo(map.updated_at, Date.now(), lang)}</td>
                <td>
                  <HealthChips map={map} short />
                </td>
                <td>
                  <MapMenu map={map} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
