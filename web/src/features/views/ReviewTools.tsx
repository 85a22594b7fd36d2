import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sinceSeenQuery, suggestionsQuery } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { Icon, type IconName } from '../../ui';
import { useOpenComments } from '../comments/useComments';
import { reviewPanels, type ReviewPanel } from './state';

const icons: Record<ReviewPanel, IconName> = { comments: 'comment', history: 'history', suggestions: 'suggestion', voice: 'quotes' };

/** What people say about the map, did to it and want of it; and showing it to others. */
export function ReviewTools({ doc, panel, onPanel }: { doc: MapDocument; panel?: string; onPanel: (panel: ReviewPanel | undefined) => void }) {
  const { t } = useText();
  const comments = [...useOpenComments(doc.id).values()].reduce((sum, one) => sum + one, 0);
  const { data: suggestions } = useQuery({ ...suggestionsQuery(doc.id), retry: false });
  const { data: since } = useQuery({ ...sinceSeenQuery(doc.id), retry: false });
  const counts: Record<ReviewPanel, number> = { comments, history: since?.changed.length ?? 0, suggestions: suggestions?.filter((one) => one.state === 'open').length ?? 0, voice: 0 };
  return (
    <span className="review-tools" role="group" aria-label={t('views.review')}>
      {reviewPanels.map((one) => {
        const label = counts[one] > 0 ? t(`views.panel_${one}_count`, { count: counts[one] }) : t(`views.panel_${one}`);
        return (
          <button key={one} type="button" className="button button--icon review-tool" data-panel={one} aria-label={label} title={label} aria-pressed={panel === one} onClick={() => onPanel(panel === one ? undefined : one)}>
            <Icon name={icons[one]} size={17} />
            {counts[one] > 0 && <span className="review-tool__count num">{counts[one] > 99 ? '99+' : counts[one]}</span>}
          </button>
        );
      })}
      <Link to="/maps/$id/present" params={{ id: doc.id }} className="button button--icon" aria-label={t('present.start')} title={t('present.start')}>
        <Icon name="present" size={17} />
      </Link>
    </span>
  );
}
