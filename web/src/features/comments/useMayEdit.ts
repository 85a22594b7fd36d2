import { useIsDraft, useStatus } from '../../live';
import { useMe } from './me';

/** Whether the reader edits this very map: the room knows it; before it has answered, their role in the workspace. */
export function useMayEdit(): boolean {
  const { state } = useStatus();
  const draft = useIsDraft();
  const me = useMe();
  if (state === 'read_only' || state === 'denied') return false;
  return !draft && (state === 'saved' || state === 'saving') ? true : me.may('editor');
}
