import { useMemo, useRef, useState } from 'react';
import type { Answer, GraphRow } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatShare, formatSpan } from '../../lib/format';
import { layoutGraph } from '../../lib/graphlayout';
import { questionOf } from '../../lib/urlstate';
import type { Column } from '../../ui';
import { useZoom } from '../../ui/useZoom';
import { ZoomTools } from '../../ui/ZoomTools';
import { AnswerFrame } from './AnswerFrame';
import type { TabProps } from './ExplorePage';
import { activityHue, useExplore } from './state';

/** Enough to see the main flow, few enough to read. */
const edgesShown = 26;
const start = '\u0001start';
const end = '\u0001end';
const box = { nodeWidth: 152, nodeHeight: 46, layerGap: 78, rowGap: 26, last: [end] };

export function GraphTab({ source }: TabProps) {
  const { t, lang } = useText();
  const [state] = useExplore();
  const name = (activity: string | null, none: string) => activity ?? none;
  const columns: Column<GraphRow>[] = [
    { title: t('graph.from'), cell: (r) => name(r.from, t('graph.start')), raw: (r) => r.from ?? '' },
    { title: t('graph.to'), cell: (r) => name(r.to, t('graph.end')), raw: (r) => r.to ?? '' },
    { title: t('unit.journeys'), cell: (r) => formatCount(r.journeys, lang), raw: (r) => r.journeys, number: true },
    { title: t('unit.transitions'), cell: (r) => formatCount(r.transitions, lang), raw: (r) => r.transitions, number: true },
    { title: t('graph.share'), cell: (r) => formatShare(r.share, lang), raw: (r) => r.share, number: true },
    { title: t('graph.median'), cell: (r) => (r.time ? formatSpan(r.time.p50_s, lang) : ''), raw: (r) => r.time?.p50_s ?? null, number: true },
    { title: t('graph.p90'), cell: (r) => (r.time ? formatSpan(r.time.p90_s, lang) : ''), raw: (r) => r.time?.p90_s ?? null, number: true },
    { title: t('graph.mean'), cell: (r) => (r.time ? formatSpan(r.time.mean_s, lang) : ''), raw: (r) => r.time?.mean_s ?? null, number: true },
  ];
  return (
    <AnswerFrame<GraphRow>
      question={questionOf({ ...state, source: source.name, tab: 'graph' })}
      version={source.version}
      title={t('explore.tab_graph')}
      columns={columns}
    >
      {(answer) => <Picture answer={answer} names={source.activity_names} />}
    </AnswerFrame>
  );
}

function Picture({ answer, names }: { answer: Answer<GraphRow>; names: string[] }) {
  const { t, lang } = useText();
  const [state, change] = useExplore();
  const [picked, setPicked] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const zoom = useZoom(scroller, { whole: true });
  const shown = Math.min(state.edges ?? edgesShown, answer.rows.length);
  const rows = useMemo(() => [...answer.rows].sort((a, b) => b.journeys - a.journeys).slice(0, shown), [answer, shown]);
  const layout = useMemo(
    () => layoutGraph(rows.map((r) => ({ from: r.from ?? start, to: r.to ?? end, weight: r.journeys })), box),
    [rows],
  );
  const most = Math.max(1, ...rows.map((r) => r.journeys));
  const key = (r: GraphRow) => `${r.from ?? start}\u0000${r.to ?? end}`;
  const byKey = new Map(rows.map((r) => [key(r), r]));
  const label = (id: string) => (id === start ? t('graph.start') : id === end ? t('graph.end') : id);
  const chosen = picked === null ? undefined : byKey.get(picked);
  const passing = new Map<string, number>();
  for (const r of answer.rows) {
    const id = r.to ?? end;
    passing.set(id, (passing.get(id) ?? 0) + r.transitions);
  }
  return (
    <div className="graph">
      <div className="graph__bar">
        <label className="graph__slider">
          {t('graph.edges', { shown, all: answer.rows.length })}
          <input type="range" min={1} max={Math.min(answer.rows.length, 120)} value={shown} onChange={(e) => change({ edges: Number(e.target.value) }, true)} />
        </label>
        <span className="muted">{t('graph.legend')}</span>
        <ZoomTools zoom={zoom} />
      </div>
      <div className="graph__stage">
        {/* The picture may be wider than the page; it scrolls, so it takes the keyboard. */}
        <div ref={scroller} className="graph__scroll" role="region" aria-label={t('explore.tab_graph')} tabIndex={0}>
          <svg width={layout.width * zoom.zoom} height={layout.height * zoom.zoom} viewBox={`0 0 ${layout.width} ${layout.height}`} role="group" aria-label={t('graph.picture')}>
            <defs>
              {['flow', 'back', 'picked'].map((kind) => (
                <marker key={kind} id={`arrow-${kind}`} viewBox="0 0 8 8" refX="5" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
                  <path d="M0 0L8 4L0 8Z" className={`graph__arrow graph__arrow--${kind}`} />
                </marker>
              ))}
            </defs>
            {layout.edges.map((edge) => {
              const id = `${edge.from}\u0000${edge.to}`;
              const row = byKey.get(id);
              if (!row) return null;
              const kind = id === picked ? 'picked' : edge.back ? 'back' : 'flow';
              const toggle = () => setPicked(id === picked ? null : id);
              return (
                <g
                  key={id}
                  role="button"
                  tabIndex={0}
                  aria-pressed={id === picked}
                  aria-label={t('graph.edge', { from: label(edge.from), to: label(edge.to), n: formatCount(row.journeys, lang) })}
                  className={`graph__edge graph__edge--${kind}`}
                  onClick={toggle}
                  onKeyDown={(e) => {
                    if (e.key === 'Enter' || e.key === ' ') {
                      e.preventDefault();
                      toggle();
                    }
                  }}
                >
                  <path d={edge.path} className="graph__hit" />
                  <path d={edge.path} className="graph__line" strokeWidth={1 + (11 * row.journeys) / most} markerEnd={`url(#arrow-${kind})`} />
                  <text x={edge.labelX} y={edge.labelY + 4} className="graph__count">
                    {formatCount(row.journeys, lang)}
                  </text>
                </g>
              );
            })}
            {layout.nodes.map((node) => {
              const special = node.id === start || node.id === end;
              return (
                <g key={node.id} transform={`translate(${node.x - box.nodeWidth / 2} ${node.y - box.nodeHeight / 2})`} className="graph__node">
                  <rect width={box.nodeWidth} height={box.nodeHeight} rx={special ? 22 : 10} className={special ? 'graph__box graph__box--special' : 'graph__box'} />
                  {!special && <rect x="8" y="12" width="4" height="20" rx="2" style={{ fill: activityHue(names, node.id) }} />}
                  <foreignObject x={special ? 6 : 18} y="0" width={box.nodeWidth - (special ? 12 : 24)} height={box.nodeHeight}>
                    <div className={special ? 'graph__name graph__name--special' : 'graph__name'} title={label(node.id)}>
                      {label(node.id)}
                    </div>
                  </foreignObject>
                </g>
              );
            })}
          </svg>
        </div>
        {chosen && (
          <aside className="graph__facts" aria-live="polite">
            <h3>
              {chosen.from ?? t('graph.start')} → {chosen.to ?? t('graph.end')}
            </h3>
            <dl className="facts">
              <dt>{t('unit.journeys')}</dt>
              <dd className="num">{formatCount(chosen.journeys, lang)}</dd>
              <dt>{t('graph.ofAll')}</dt>
              <dd className="num">{formatShare(chosen.journeys / answer.n, lang)}</dd>
              <dt>{t('unit.transitions')}</dt>
              <dd className="num">{formatCount(chosen.transitions, lang)}</dd>
              <dt>{chosen.from ? t('graph.shareOut') : t('graph.shareStarts')}</dt>
              <dd className="num">{formatShare(chosen.share, lang)}</dd>
              {chosen.time && (
                <>
                  <dt>{t('graph.median')}</dt>
                  <dd className="num">{formatSpan(chosen.time.p50_s, lang)}</dd>
                  <dt>{t('graph.p90')}</dt>
                  <dd className="num">{formatSpan(chosen.time.p90_s, lang)}</dd>
                  <dt>{t('graph.mean')}</dt>
                  <dd className="num">{formatSpan(chosen.time.mean_s, lang)}</dd>
                </>
              )}
            </dl>
          </aside>
        )}
      </div>
    </div>
  );
}
