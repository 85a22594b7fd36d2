import '../map/map.css';
import '../map/grid.css';
import '../map/curve.css';
import '../map/cards.css';
import { useEffect, useMemo, useRef, type RefObject } from 'react';
import type { DraftPart } from '../../api/discover';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { useZoom } from '../../ui/useZoom';
import { ZoomTools } from '../../ui/ZoomTools';
import { lanePairs, stagePairs } from '../compare/align';
import { reveal, useFollowing } from '../compare/useFollowing';
import { MapGrid } from '../map/MapGrid';
import { marksSheet, signs, withParts } from './apply';
import { drawnParts, type Choices } from './decisions';
import type { PictureOf } from './recipe';

const keepAll = () => true;
const noParts: DraftPart[] = [];
const zoomBegun = 0.75;

interface PictureProps {
  /** The map as it is; without one only what was found is drawn. */
  doc: MapDocument;
  parts?: DraftPart[];
  choices: Choices;
  active?: string;
  view: PictureOf;
  /** An element of the picture was chosen, by its id. */
  onPick?: (id: string) => void;
}

/** The map with what would change drawn on it; in one picture, or beside the map as it is. */
export function Picture({ doc, parts = noParts, choices, active, view, onPick }: PictureProps) {
  const { t } = useText();
  const scrollers = { a: useRef<HTMLDivElement>(null), b: useRef<HTMLDivElement>(null) };
  const zoom = useZoom(scrollers.a);
  const { zoomBy } = zoom;
  // Between two columns of words there is little room: more of the map is seen at once.
  const begun = useRef(false);
  useEffect(() => {
    if (!begun.current) zoomBy(zoomBegun);
    begun.current = true;
  }, [zoomBy]);
  const drawn = useMemo(() => drawnParts(parts, choices), [parts, choices]);
  const side = view === 'side' && parts.length > 0;
  const then = useMemo(() => withParts(doc, drawn, { gone: side }), [doc, drawn, side]);
  const pairs = useMemo(() => ({ stages: stagePairs(doc, then), lanes: lanePairs(doc, then) }), [doc, then]);
  const follow = useFollowing(scrollers, pairs);
  const part = parts.find((one) => one.key === active);
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (!part || shown.current === part.key) return;
    shown.current = part.key;
    const place = part.of === 'path' || part.of === 'channel' ? undefined : part.id;
    if (!place) return;
    reveal(scrollers.a.current, side ? doc : then, place);
    if (side) reveal(scrollers.b.current, then, place);
  }, [part, side, doc, then, scrollers.a, scrollers.b]);
  const marks = useMemo(
    () =>
      side
        ? [marksSheet('.again-grid--was', drawn.filter((one) => one.what !== 'new'), choices, active), marksSheet('.again-grid--then', drawn.filter((one) => one.what !== 'gone'), choices, active)].join('\n')
        : marksSheet('.again-grid--over', drawn, choices, active),
    [side, drawn, choices, active],
  );
  return (
    <div className={side ? 'again-picture again-picture--side' : 'again-picture'}>
      <style>{marks}</style>
      <div className="again-picture__tools">
        {parts.length > 0 ? <Legend parts={parts} /> : <span />}
        <ZoomTools zoom={zoom} />
      </div>
      <div className="again-picture__grids">
        {side && <Grid of="was" doc={doc} title={t('again.now')} scroller={scrollers.a} zoom={zoom.zoom} onScroll={() => follow('a')} onPick={onPick} />}
        <Grid of={side ? 'then' : 'over'} doc={then} title={side ? t('again.then') : undefined} scroller={side ? scrollers.b : scrollers.a} zoom={zoom.zoom} onScroll={side ? () => follow('b') : undefined} onPick={onPick} />
      </div>
    </div>
  );
}

function Grid({ of, doc, title, scroller, zoom, onScroll, onPick }: { of: 'was' | 'then' | 'over'; doc: MapDocument; title?: string; scroller: RefObject<HTMLDivElement | null>; zoom: number; onScroll?: () => void; onPick?: (id: string) => void }) {
  const { t, lang } = useText();
  const pick = useRef(onPick);
  useEffect(() => void (pick.current = onPick), [onPick]);
  // One function for the grid's life: a card that is chosen does not draw the others again.
  const [open, openPlace] = useMemo(() => [(id: string) => pick.current?.(id), (_: string, id: string) => pick.current?.(id)] as const, []);
  return (
    <section className={`again-grid again-grid--${of}`} aria-label={`${title ?? t('again.picture')}: ${inLang(doc.title, lang)}`}>
      {title && <h3 className="again-grid__title">{title}</h3>}
      <div ref={scroller} className="map-scroll" onScroll={onScroll}>
        <MapGrid doc={doc} lanes={doc.lanes} keepStep={keepAll} path={null} zoom={zoom} onOpen={open} onOpenPlace={openPlace} scroller={scroller} />
      </div>
    </section>
  );
}

function Legend({ parts }: { parts: DraftPart[] }) {
  const { t } = useText();
  return (
    <ul className="again-legend">
      {(['new', 'changed', 'gone'] as const)
        .filter((what) => parts.some((part) => part.what === what))
        .map((what) => (
          <li key={what}>
            <span className={`again-sign again-sign--${what}`} aria-hidden="true">
              {signs[what]}
            </span>
            {t(`again.what_${what}`)}
          </li>
        ))}
    </ul>
  );
}
