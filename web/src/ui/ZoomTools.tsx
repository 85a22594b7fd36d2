import { useTranslation } from 'react-i18next';
import { Button } from '.';
import { formatShare, type Lang } from '../lib/format';
import type { Zoom } from './useZoom';

/** Smaller, back to 100 %, larger, all in view: the same things as the keys − 0 + F. */
export function ZoomTools({ zoom }: { zoom: Zoom }) {
  const { t, i18n } = useTranslation();
  const lang: Lang = i18n.language === 'ru' ? 'ru' : 'en';
  return (
    <span className="zoom-tools" role="group" aria-label={t('zoom.label')}>
      <Button look="quiet" iconOnly icon="minus" label={t('zoom.out')} aria-keyshortcuts="-" onClick={() => zoom.zoomBy(1 / 1.15)} />
      <button type="button" className="button button--quiet num" aria-keyshortcuts="0" title={t('zoom.reset')} onClick={zoom.reset}>
        {formatShare(zoom.zoom, lang, 0)}
      </button>
      <Button look="quiet" iconOnly icon="plus" label={t('zoom.in')} aria-keyshortcuts="+" onClick={() => zoom.zoomBy(1.15)} />
      <Button look="quiet" iconOnly icon="fit" label={t('zoom.fit')} aria-keyshortcuts="F" onClick={zoom.fit} />
    </span>
  );
}
