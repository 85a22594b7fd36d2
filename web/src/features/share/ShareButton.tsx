import { lazy, Suspense, useState } from 'react';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { useHere } from '../../app/session';
import { Icon } from '../../ui';

const ShareDialog = lazy(() => import('./ShareDialog').then((m) => ({ default: m.ShareDialog })));

/** Opens who sees the map. Without accounts there is nobody to share with, so it is not there. */
export function ShareButton({ doc }: { doc: MapDocument }) {
  const { t } = useText();
  const { open } = useHere();
  const [shown, setShown] = useState(false);
  if (open) return null;
  return (
    <>
      <button type="button" className="button map-tools__brief" title={t('share.title')} aria-haspopup="dialog" onClick={() => setShown(true)}>
        <Icon name="share" size={17} />
        <span>{t('share.title')}</span>
      </button>
      {shown && (
        <Suspense fallback={null}>
          <ShareDialog doc={doc} onClose={() => setShown(false)} />
        </Suspense>
      )}
    </>
  );
}
