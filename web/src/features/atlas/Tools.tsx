import { Link } from '@tanstack/react-router';
import type { MapSummary } from '../../api/types';
import { useText } from '../../app/i18n';
import type { MapKind, MapState } from '../../api/types';
import { Button, Icon, Segmented } from '../../ui';
import { healthOf, troubles, type TroubleKind } from './health';
import { facetsOf, isArchived, isNarrowed, sorts, type AtlasSearch, type AtlasSort, type AtlasView, type Facet } from './state';

/** Search, filters, order, view. Each offers only what the maps have. */
export function AtlasTools({ maps, search, onChange }: { maps: MapSummary[]; search: AtlasSearch; onChange: (part: Partial<AtlasSearch>) => void }) {
  const { t, lang } = useText();
  const facets = facetsOf(maps, lang);
  const now = Date.now();
  const suffering = troubles.filter((kind) => maps.some((map) => healthOf(map, now).troubles.includes(kind)));
  const archived = maps.some(isArchived);
  const choose = <V extends string>(label: string, all: string, value: V | undefined, choices: Facet[], put: (value: V | undefined) => void) =>
    (choices.length > 1 || value !== undefined) && (
      <select className="select select--small" aria-label={label} value={value ?? ''} onChange={(e) => put((e.target.value || undefined) as V | undefined)}>
        <option value="">{all}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label} ({choice.count})
          </option>
        ))}
      </select>
    );
  const count = (test: (map: MapSummary) => boolean) => maps.filter(test).length;
  const kinds = (['customer', 'user', 'employee'] as const).map((kind) => ({ value: kind, label: t(`kind.${kind}`), count: count((m) => m.kind === kind) })).filter((k) => k.count);
  const states = (['as_is', 'to_be'] as const).map((state) => ({ value: state, label: t(`mapState.${state}`), count: count((m) => m.state === state) })).filter((k) => k.count);
  const ills = suffering.map((kind) => ({ value: kind, label: t(`atlas.ill_${kind}`), count: count((m) => healthOf(m, now).troubles.includes(kind)) }));
  return (
    <div className="atlas-tools" role="search">
      <div className="atlas-tools__find">
        <Icon name="search" size={16} />
        <input className="input" type="search" placeholder={t('atlas.find')} aria-label={t('atlas.find')} value={search.q ?? ''} onChange={(e) => onChange({ q: e.target.value || undefined })} />
        {search.q && (
          <Link to="/search" search={{ q: search.q }} className="atlas-tools__deep">
            {t('atlas.findInside')}
            <Icon name="arrow_right" size={14} />
          </Link>
        )}
      </div>
      {choose<MapKind>(t('atlas.byKind'), t('atlas.allKinds'), search.kind, kinds, (kind) => onChange({ kind }))}
      {choose<MapState>(t('atlas.byState'), t('atlas.allStates'), search.state, states, (state) => onChange({ state }))}
      {choose(t('atlas.byPersona'), t('atlas.allPersonas'), search.persona, facets.personas, (persona) => onChange({ persona }))}
      {choose(t('atlas.department'), t('atlas.allDepartments'), search.department, facets.departments, (department) => onChange({ department }))}
      {choose(t('atlas.owner'), t('atlas.allOwners'), search.owner, facets.owners, (owner) => onChange({ owner }))}
      {(ills.length > 0 || search.health) && (
        <select className="select select--small" aria-label={t('atlas.health')} value={search.health ?? ''} onChange={(e) => onChange({ health: (e.target.value || undefined) as TroubleKind | undefined })}>
          <option value="">{t('atlas.anyHealth')}</option>
          {ills.map((ill) => (
            <option key={ill.value} value={ill.value}>
              {ill.label} ({ill.count})
            </option>
          ))}
        </select>
      )}
      {isNarrowed(search) && (
        <Button
          small
          look="quiet"
          icon="close"
          label={t('check.showAll')}
          onClick={() => onChange({ q: undefined, kind: undefined, state: undefined, persona: undefined, department: undefined, owner: undefined, health: undefined })}
        />
      )}
      <div className="atlas-tools__order">
        {(archived || search.archived) && (
          <button type="button" className="button button--small button--toggle" aria-pressed={search.archived === 'yes'} onClick={() => onChange({ archived: search.archived ? undefined : 'yes' })}>
            {t('atlas.archiveOf', { count: count(isArchived) })}
          </button>
        )}
        <select className="select select--small" aria-label={t('atlas.sort')} value={search.sort ?? 'changed'} onChange={(e) => onChange({ sort: e.target.value === 'changed' ? undefined : (e.target.value as AtlasSort) })}>
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {t(`atlas.sort_${sort}`)}
            </option>
          ))}
        </select>
        <Segmented<AtlasView>
          label={t('map.view')}
          value={search.view ?? 'cards'}
          choices={[
            { value: 'cards', label: t('atlas.view_cards'), icon: 'grid' },
            { value: 'table', label: t('atlas.view_table'), icon: 'table' },
            { value: 'tree', label: t('atlas.view_tree'), icon: 'outline' },
          ]}
          onChange={(view) => onChange({ view: view === 'cards' ? undefined : view })}
        />
      </div>
    </div>
  );
}
