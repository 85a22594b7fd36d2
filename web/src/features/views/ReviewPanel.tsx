import type { MapDocument } from '../../api/types';
import { CommentsPanel } from '../comments/CommentsPanel';
import type { ReviewPanel as Panel } from './state';

export interface ReviewPanelProps {
  panel: Panel;
  doc: MapDocument;
  thread?: string;
  onPick: (target: { card: string } | { place: string }) => void;
}

/** What stands in the drawer beside the map: its conversations. */
export function ReviewPanel({ doc, thread, onPick }: ReviewPanelProps) {
  return <CommentsPanel doc={doc} thread={thread} onPick={onPick} />;
}
