import type { MapDocument } from '../../api/types';
import { CommentsPanel } from '../comments/CommentsPanel';
import { HistoryPanel } from '../history/HistoryPanel';
import { SuggestionsPanel } from '../suggestions/SuggestionsPanel';
import { MapVoicePanel } from '../voice/MapVoicePanel';
import type { ReviewPanel as Panel, ViewSearch } from './state';

export interface ReviewPanelProps {
  panel: Panel;
  doc: MapDocument;
  thread?: string;
  onPick: (target: { card: string } | { place: string }) => void;
  onView: (change: ViewSearch) => void;
}

/** What stands in the drawer beside the map: its conversations, its history, what people want of it. */
export function ReviewPanel({ panel, doc, thread, onPick, onView }: ReviewPanelProps) {
  switch (panel) {
    case 'comments':
      return <CommentsPanel doc={doc} thread={thread} onPick={onPick} />;
    case 'history':
      return <HistoryPanel doc={doc} onShowChanged={() => onView({ show: 'changed', view: undefined, persona: undefined, stage: undefined })} />;
    case 'suggestions':
      return <SuggestionsPanel doc={doc} onPick={onPick} />;
    case 'voice':
      return <MapVoicePanel doc={doc} />;
  }
}
