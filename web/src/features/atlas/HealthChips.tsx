import type { MapSummary } from '../../api/types';
import { useText } from '../../app/i18n';
import { Icon, type IconName } from '../../ui';
import { healthOf, type Health, type TroubleKind } from './health';

const icons: Record<TroubleKind, IconName> = { overdue: 'clock', stale: 'hourglass', ownerless: 'owner', unbacked: 'warning', open: 'messenger' };

/** How many, where the trouble has a number. */
const countOf = (kind: TroubleKind, health: Health) =>
  kind === 'overdue' ? (health.overdueDays ?? 0) : kind === 'stale' ? health.ageDays : kind === 'open' ? health.openComments : 0;

/** What wants somebody's eye on this map; nothing where all is well. */
export function HealthChips({ map, short, now = Date.now() }: { map: MapSummary; /** Icons only; the words stay for those who point or listen. */ short?: boolean; now?: number }) {
  const { t } = useText();
  const health = healthOf(map, now);
  if (health.troubles.length === 0) return null;
  return (
    <ul className="health" aria-label={t('atlas.health')}>
      {health.troubles.map((kind) => (
        <li key={kind} className={kind === 'overdue' || kind === 'unbacked' ? 'chip chip--amber' : 'chip'} title={short ? t(`atlas.trouble_${kind}`, { count: countOf(kind, health) }) : t(`atlas.trouble_${kind}_text`)}>
          <Icon name={icons[kind]} size={13} />
          <span className={short ? 'hidden-text' : undefined}>{t(`atlas.trouble_${kind}`, { count: countOf(kind, health) })}</span>
          {short && countOf(kind, health) > 0 && <span aria-hidden="true">{countOf(kind, health)}</span>}
        </li>
      ))}
    </ul>
  );
}
