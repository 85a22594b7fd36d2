import { useIsDraft, useMapStore, useStatus } from '../../live';
import { useMe } from './me';

/** Whether the reader edits this very map: the room knows it; before it has answered, their role on it. */
export function useMayEdit(): boolean {
  const { state } = useStatus();
  const draft = useIsDraft();
  const me = useMe(useMapStore().id);
  if (state === 'read_only' || state === 'denied') return false;
  return !draft && (state === 'saved' || state === 'saving') ? true : me.may('editor');
}
