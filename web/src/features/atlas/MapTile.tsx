import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { mapQuery } from '../../api/queries';
import type { MapSummary } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatAgo, formatCount, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon, Meter, Skeleton } from '../../ui';
import { useSeen } from '../../ui/useSeen';
import { Faces } from '../personas/Face';
import { HealthChips } from './HealthChips';
import { MapMenu } from './MapMenu';
import { MiniMap } from './MiniMap';

export interface Choosing {
  chosen: ReadonlySet<string>;
  toggle: (id: string) => void;
}

/** A map among others: its picture, what it is about, how well it is looked after. */
export function MapTile({ map, choosing }: { map: MapSummary; choosing: Choosing }) {
  const { t, lang } = useText();
  const [ref, seen] = useSeen<HTMLElement>();
  const { data: doc, isError } = useQuery({ ...mapQuery(map.id), enabled: seen });
  const title = inLang(map.title, lang);
  const department = inLang(map.department, lang);
  const share = map.total ? map.backed / map.total : 0;
  return (
    <article ref={ref} className="panel tile" data-chosen={choosing.chosen.has(map.id) || undefined}>
      <div className="tile__picture">{doc ? <MiniMap doc={doc} /> : isError ? <Icon name="map" size={32} /> : <Skeleton height={132} />}</div>
      <div className="tile__body">
        <div className="tile__kinds">
          <span className="chip chip--brand">{t(`kind.${map.kind}`)}</span>
          <span className="chip">{t(`mapState.${map.state}`)}</span>
          {map.archived_at && <span className="chip">{t('atlas.inArchive')}</span>}
        </div>
        <h2 className="tile__title">
          <Link to="/maps/$id" params={{ id: map.id }}>
            {title}
          </Link>
        </h2>
        <p className="muted num">
          {t('atlas.stages', { count: map.stages })} · {t('atlas.steps', { count: map.steps })}
          {map.snapshot && (
            <>
              {' · '}
              <span className="mono">{map.snapshot}</span>
            </>
          )}
        </p>
        <div className="tile__coverage">
          <span>{t('atlas.coverage')}</span>
          <Meter value={share} />
          <b className="num" title={t('map.coverage', { backed: formatCount(map.backed, lang), total: formatCount(map.total, lang) })}>
            {formatShare(share, lang, 0)}
          </b>
        </div>
        <HealthChips map={map} />
        <div className="tile__foot muted">
          {(map.personas?.length ?? 0) > 0 && <Faces people={map.personas ?? []} />}
          <span>
            {t('atlas.updated', { ago: formatAgo(map.updated_at, Date.now(), lang) })}
            {[department, map.owner].filter(Boolean).map((word) => (
              <span key={word}> · {word}</span>
            ))}
          </span>
        </div>
      </div>
      <label className="tile__choose" title={t('atlas.choose', { title })}>
        <input type="checkbox" checked={choosing.chosen.has(map.id)} onChange={() => choosing.toggle(map.id)} />
        <span className="hidden-text">{t('atlas.choose', { title })}</span>
      </label>
      <div className="tile__menu">
        <MapMenu map={map} />
      </div>
    </article>
  );
}
