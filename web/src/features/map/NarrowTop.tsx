import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useText } from '../../app/i18n';
import { Button } from '../../ui';
import { LiveState, UndoTools } from './live/LiveTools';

/** What opens something of its own: then the sheet has done its work. */
const opener = '[aria-haspopup="dialog"], [data-panel], a, .map-tools__check';

/**
 * The head of a map on a telephone: one bar. Facts and tools are in a sheet at the bottom of the window; it stays in the
 * page while it is closed, because what was opened from it lives in it.
 */
export function NarrowTop({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const sheet = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLSpanElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    const box = sheet.current;
    if (!open || !box) return;
    box.querySelector<HTMLElement>('.map-sheet__close button')?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.stopPropagation();
      setOpen(false);
      button.current?.querySelector('button')?.focus();
    };
    const onClick = ({ target }: MouseEvent) => target instanceof Element && target.closest(opener) && setOpen(false);
    box.addEventListener('keydown', onKey);
    box.addEventListener('click', onClick);
    return () => {
      box.removeEventListener('keydown', onKey);
      box.removeEventListener('click', onClick);
    };
  }, [open]);
  return (
    <>
      <header className="map-bar">
        <h1>{title}</h1>
        <LiveState />
        <UndoTools />
        <span ref={button}>
          <Button look="quiet" icon="more" iconOnly label={t('map.tools')} aria-expanded={open} aria-controls="map-sheet" onClick={() => setOpen(!open)} />
        </span>
      </header>
      {open && <div className="map-sheet__shade" onClick={close} aria-hidden="true" />}
      <div
        ref={sheet}
        id="map-sheet"
        className={open ? 'map-sheet map-sheet--open' : 'map-sheet'}
        role="region"
        aria-label={t('map.tools')}
      >
        <span className="map-sheet__close">
          <Button look="quiet" icon="close" iconOnly label={t('common.close')} onClick={close} />
        </span>
        {children}
      </div>
    </>
  );
}
