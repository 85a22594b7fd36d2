/** The live document of the open map, for pages and panels. */

export type { Status } from './connection';
export { newId, type CardCopy, type CellPlace, type ListPlace, type MapEdit } from './edit';
export { useLiveText } from './useLiveText';
export {
  DraftProvider,
  useForgetLost,
  MapStoreProvider,
  useIsDraft,
  useMap,
  useMapStore,
  useNotice,
  usePresence,
  useReconnect,
  useRecord,
  useSetPlace,
  useStatus,
  useUndo,
  useWritable,
} from './MapStoreProvider';
export type { Lost, Said } from './lost';
export type { At, Me, Person } from './presence';
export type { Kind, RecordKind, Records } from './shape';
export { MapStore } from './store';
export { caretAfter, difference } from './text';
export { forgetUnsaved } from './unsaved';
export type { Notice } from './wire';
