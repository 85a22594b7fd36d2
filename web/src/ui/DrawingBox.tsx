import './drawing.css';
import { useState, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '.';

/**
 * A drawing of the server in a frame that scrolls: as wide as the frame, or in its own size. The picture before stays in
 * sight until the next one is there; `refused` says why one did not come.
 */
export function DrawingBox({ address, label, alt, refused, scroller, onScroll, className = '', tools }: {
  address: string;
  label: string;
  alt: string;
  refused: (address: string) => ReactNode;
  scroller?: Ref<HTMLDivElement>;
  onScroll?: (box: HTMLDivElement) => void;
  className?: string;
  /** Beside the choice of size. */
  tools?: ReactNode;
}) {
  const { t } = useTranslation();
  const [there, setThere] = useState<string | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const [size, setSize] = useState<'fit' | 'full'>('fit');
  const loading = there !== address && broken !== address;
  return (
    <section className={`drawing ${className}`} aria-label={label} aria-busy={loading}>
      <div className="drawing__tools">
        {tools}
        <span className="muted" role="status">
          {loading ? t('export.drawing') : ''}
        </span>
        <Segmented
          label={t('export.size')}
          value={size}
          choices={[
            { value: 'fit', label: t('export.fit') },
            { value: 'full', label: t('export.full') },
          ]}
          onChange={setSize}
        />
      </div>
      {loading && (
        <span className="drawing__bar progress__bar progress__bar--unknown" aria-hidden="true">
          <span style={{ width: '30%' }} />
        </span>
      )}
      {broken === address ? (
        refused(address)
      ) : (
        <div
          ref={scroller}
          className="drawing__sheet"
          data-size={size}
          role="group"
          aria-label={t('export.previewScroll')}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a picture larger than its frame is scrolled by keys
          tabIndex={0}
          onScroll={onScroll && ((event) => onScroll(event.currentTarget))}
        >
          <img src={address} alt={alt} data-loading={loading || undefined} onLoad={() => setThere(address)} onError={() => setBroken(address)} />
        </div>
      )}
    </section>
  );
}
