import { memo, useMemo, useSyncExternalStore, type CSSProperties, type ReactNode } from 'react';
import type { Card } from '../../../api/types';
import { inLang } from '../../../lib/localtext';
import { Icon } from '../../../ui';
import { curvesOf, type LaneCells } from '../board';
import { Curve, curvesMax, type Series } from '../Curve';
import type { Range } from '../drawn';
import { languageOf } from '../gestures/actions';
import { isEdited } from '../gestures/selection';
import { TextInPlace } from '../gestures/TextInPlace';
import { curveY, tintOf, type LaneRow as Row, type Layout } from '../model';
import { CurvePick } from '../voice/CurvePick';
import { useVoiceNow } from '../voice/now';
import { Cell, Tag, WideCard } from './Cell';
import { useKit } from './kit';
import { noSpans, spansOf } from './spans';

interface LaneRowProps {
  row: Row;
  /** Place among all rows of the grid, from 1; the headers are the first two. */
  index: number;
  layout: Layout;
  cells: LaneCells;
  /** Columns drawn; `null`: an empty strip out of sight. */
  drawn: Range | null;
  limit: number;
  /** Absent where every card is seen already. */
  unfolded?: boolean;
  path: ReadonlySet<string> | null;
  openCard?: string;
  /** The curve in words, in the lane of the curve. */
  summary?: string;
  elementRef: (element: HTMLElement | null) => void;
}
const none: Card[] = [];

/** A lane, or that half of it which speaks of whole stages or of steps. Laid out apart from all others. */
export const LaneRow = memo(function LaneRow({ row, index, layout, cells, drawn, limit, unfolded, path, openCard, summary, elementRef }: LaneRowProps) {
  const { lane, level, first, folded } = row;
  const curve = lane.role === 'feelings' && level === 'step' && !folded;
  const series = useMemo(() => (curve ? curvesOf(cells, layout) : undefined), [curve, cells, layout]);
  const slots = drawn && !folded ? layout.slots[level].filter((slot) => slot.to >= drawn.from && slot.from <= drawn.to && slot.level !== 'folded') : [];
  const spans = level === 'step' && !folded ? spansOf(cells, layout) : noSpans;
  return (
    <div
      ref={elementRef}
      role="row"
      aria-rowindex={index}
      className={`lane-row lane-row--${tintOf(lane.role)} ${first ? 'lane-row--first' : ''} ${folded ? 'lane-row--folded' : ''}`}
      style={{ gridTemplateColumns: layout.template, ...(spans.lines > 0 && { gridTemplateRows: `repeat(${spans.lines}, auto) 1fr` }) }}
    >
      <Rail row={row} curve={curve} unfolded={unfolded} series={series}>
        {curve && summary && <p className="hidden-text">{summary}</p>}
      </Rail>
      {drawn && series && <CurvePlace series={series} layout={layout} />}
      {drawn &&
        spans.list
          .filter((span) => span.to >= drawn.from && span.from <= drawn.to)
          .map((span) => <WideCard key={span.card.id} span={span} role={lane.role} layout={layout} open={openCard === span.card.id} dim={path !== null && !layout.columns.slice(span.from, span.to + 1).some(({ step }) => step && path.has(step.id))} />)}
      {slots.map((slot) => {
        const cards = spans.rest.get(slot.id) ?? cells.get(slot.id) ?? none;
        const above = spans.depth[slot.from] ?? 0;
        const wide = spans.rest.has(slot.id) ? spans.list.filter((span) => span.card.at === slot.id).map((span) => span.card.id).join(' ') : undefined;
        return (
          <Cell
            key={slot.id}
            lane={lane.id}
            role={lane.role}
            level={level}
            cards={cards}
            slot={slot}
            dim={path !== null && level === 'step' && !path.has(slot.id)}
            limit={limit}
            lines={above || spans.lines ? `${above + 1} / ${spans.lines + 2}` : undefined}
            under={above > 0}
            wide={wide}
            openCard={openCard && cards.some((card) => card.id === openCard) ? openCard : undefined}
          />
        );
      })}
      {index === headRows + 1 && layout.stages.map((stage) => stage.folded && <FoldedName key={stage.stage.id} stage={stage} />)}
    </div>
  );
});

/** Of the rows of a grid, stages and steps come first. */
const headRows = 2;

/** The name of a folded stage, upright in its strip: in the first lane, where the eye is. */
function FoldedName({ stage: { stage, line, index } }: { stage: Layout['stages'][number] }) {
  const { lang } = useKit();
  return (
    <span className="folded-name" style={{ gridColumn: line, '--hue': `var(--hue-${(index % 8) + 1})` } as CSSProperties} aria-hidden="true">
      <span>{inLang(stage.name, lang)}</span>
    </span>
  );
}

const CurvePlace = memo(function CurvePlace({ series, layout }: { series: Series[]; layout: Layout }) {
  const { lang, curve } = useKit();
  const moved = useSyncExternalStore(curve.subscribe, curve.get);
  const mine = moved && series.some(({ cards }) => cards.some((card) => card?.id === moved.card)) ? moved : null;
  const now = useVoiceNow();
  const lines = useMemo(
    () => (now.choice === 'groups' && now.lines.length ? now.lines.map(({ group, points }) => ({ group, points: layout.columns.map(({ step }) => { const key = step && now.at.get(step.id)?.key; return key === undefined ? undefined : points.get(key); }) })) : undefined),
    [now, layout],
  );
  const { centres, places } = useMemo(() => ({ centres: layout.columns.map((c) => c.centre), places: layout.columns.map((c) => c.place) }), [layout]);
  return (
    <span className="curve-place" style={{ gridColumn: '2 / -1' }}>
      <Curve series={series} lines={lines} centres={centres} places={places} width={layout.width} lang={lang} moved={mine} />
    </span>
  );
});

function Rail({ row: { lane, level, first, folded }, curve, unfolded, series, children }: { row: Row; curve: boolean; unfolded?: boolean; series?: Series[]; children?: ReactNode }) {
  const { t, lang, selection, actions, store, others, persona } = useKit();
  const now = useVoiceNow();
  const editing = useSyncExternalStore(selection.subscribe, () => isEdited(selection.get().editing, 'lane', lane.id));
  const who = useSyncExternalStore(others.subscribe, () => others.at(`lane ${lane.id}`));
  const name = inLang(lane.name, lang) || t(`lane.${lane.role}`);
  const look = `rail rail--${tintOf(lane.role)}`;
  // A lane has one header; its second row goes on under it.
  if (!first) return <div className={look} aria-hidden="true" data-rail={lane.id} data-level={level} />;
  return (
    <div role="rowheader" aria-colindex={1} data-place={lane.id} data-nav={`lane ${lane.id}`} tabIndex={-1} className={`${look} ${curve ? 'rail--curve' : ''}`}>
      <span className="rail__name">
        <Icon name={lane.role} size={16} />
        {editing && actions && store ? (
          <TextInPlace store={store} kind="lane" id={lane.id} field="name" lang={languageOf(lane.name, lang)} label={t('grid.nameOf', { name })} placeholder={name} onEnd={(how) => actions.endText(how)} />
        ) : (
          name
        )}
      </span>
      {series && <CurvePick series={series} />}
      {series && series.length > 1 && now.choice !== 'groups' && (
        <ul className="rail__curves">
          {series.slice(0, curvesMax).map((one, i) => (
            <li key={one.persona} style={{ '--hue': `var(--hue-${i * 2 + 1})` } as CSSProperties}>
              {one.persona ? persona(one.persona) : t('grid.everybody')}
            </li>
          ))}
        </ul>
      )}
      {unfolded !== undefined && !folded && (
        <button type="button" className="rail__fold" data-unfold={lane.id} aria-expanded={unfolded} aria-label={`${t(unfolded ? 'map.fold' : 'map.unfold')}: ${name}`}>
          <Icon name={unfolded ? 'minus' : 'plus'} size={13} />
          {t(unfolded ? 'map.fold' : 'map.unfold')}
        </button>
      )}
      {folded && (
        <button type="button" className="rail__fold rail__unfold" data-refold={lane.id} tabIndex={-1} aria-label={`${t('grid.unfold')}: ${name}`}>
          <Icon name="chevron_down" size={14} />
        </button>
      )}
      {curve &&
        [2, 1, 0, -1, -2].map((value) => (
          <span key={value} className={Math.abs(value) === 1 ? 'rail__word rail__word--inner' : 'rail__word'} style={{ top: curveY(value) }} aria-hidden="true">
            {t(`feeling.${value}`)}
          </span>
        ))}
      {who && <Tag who={who} />}
      {children}
    </div>
  );
}
