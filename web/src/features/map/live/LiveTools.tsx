import './live.css';
import { useEffect, type RefObject } from 'react';
import { useText } from '../../../app/i18n';
import { useIsDraft, useReconnect, useStatus, useUndo } from '../../../live';
import { Button, Icon, type IconName } from '../../../ui';
import { keyWords } from '../../palette/words';
import { PresenceRow } from './PresenceRow';

/** Undo and redo of one's own edits, by buttons and keys; `within`: the keys only there, where two maps are on the page. */
export function UndoTools({ within }: { within?: RefObject<HTMLElement | null> }) {
  const { t } = useText();
  const { undo, redo, canUndo, canRedo } = useUndo();
  const { state } = useStatus();
  useUndoKeys(undo, redo, within);
  if (state === 'read_only' || state === 'denied') return null;
  return (
    <div className="live-undo" role="group" aria-label={t('live.history')}>
      <Button look="quiet" icon="undo" iconOnly label={`${t('live.undo')} (${keyWords('mod+Z')})`} disabled={!canUndo} onClick={undo} />
      <Button look="quiet" icon="redo" iconOnly label={`${t('live.redo')} (${keyWords('mod+Y')})`} disabled={!canRedo} onClick={redo} />
    </div>
  );
}

/** How safe the work is and who else is here. */
export function LiveState() {
  const draft = useIsDraft();
  return (
    <div className="live-line">
      {!draft && <SaveState />}
      <PresenceRow />
    </div>
  );
}

const icons: Record<ReturnType<typeof useStatus>['state'], IconName> = { connecting: 'refresh', saved: 'check', saving: 'refresh', offline: 'warning', read_only: 'eye', denied: 'alert' };

/** How safe the work is, in words that change when that changes. */
export function SaveState() {
  const { t } = useText();
  const { state, unsaved, code, full } = useStatus();
  const reconnect = useReconnect();
  const words = {
    connecting: t('live.connecting'),
    saved: t('live.saved'),
    saving: t('live.saving'),
    offline: unsaved > 0 ? t('live.offlineKept', { count: unsaved }) : t('live.offline'),
    read_only: full ? t('live.full') : t('live.readOnly'),
    denied: code === 4404 ? t('live.gone') : code === 4401 ? t('live.signedOut') : t('live.denied'),
  }[state];
  return (
    <span className={`live-state live-state--${state}`} role="status" title={full ? t('live.full_text') : t(`live.${state}_text`)}>
      <Icon name={icons[state]} size={15} />
      <span>{words}</span>
      {(state === 'offline' || (state === 'denied' && code !== 4404)) && (
        <button type="button" className="live-state__again" onClick={reconnect}>
          {t('live.again')}
        </button>
      )}
    </span>
  );
}

/** Text that keeps its own history: everything typed into that is not the map. */
const ownHistory = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA)$/.test(target.tagName)) && target.dataset.live === undefined;

function useUndoKeys(undo: () => void, redo: () => void, within?: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const place: HTMLElement | Window | null = within ? within.current : window;
    const onKey = (pressed: Event) => {
      const event = pressed as KeyboardEvent;
      if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey) || ownHistory(event.target)) return;
      const key = event.code === 'KeyZ' ? (event.shiftKey ? 'redo' : 'undo') : event.code === 'KeyY' && !event.shiftKey ? 'redo' : null;
      if (!key) return;
      event.preventDefault();
      if (key === 'undo') undo();
      else redo();
    };
    place?.addEventListener('keydown', onKey);
    return () => place?.removeEventListener('keydown', onKey);
  }, [undo, redo, within]);
}
