import { Palette } from './Palette';
import { useMapCommands, type MapActions } from './useMapCommands';

/** The palette of the open map: its commands are made only while it is open. */
export function MapPalette({ onClose, ...actions }: MapActions & { onClose: () => void }) {
  return <Palette commands={useMapCommands(actions)} onClose={onClose} />;
}
