import { useState } from 'react';
import type { Answer, PathNode, PathRow } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatShare } from '../../lib/format';
import { buildSankey, type SankeyNode } from '../../lib/sankey';
import { questionOf } from '../../lib/urlstate';
import { Field, type Column } from '../../ui';
import { AnswerFrame } from './AnswerFrame';
import type { TabProps } from './ExplorePage';
import { activityHue, useExplore } from './state';

const columnWidth = 210;
const height = 520;

export function PathsTab({ source }: TabProps) {
  const { t, lang } = useText();
  const [state, change] = useExplore();
  const name = (node: PathNode) => (typeof node === 'string' ? t(`paths.${node}`) : node.activity);
  const columns: Column<PathRow>[] = [
    { title: t('paths.step'), cell: (r) => r.step, raw: (r) => r.step, number: true },
    { title: t('graph.from'), cell: (r) => name(r.source), raw: (r) => name(r.source) },
    { title: t('graph.to'), cell: (r) => name(r.target), raw: (r) => name(r.target) },
    { title: t('unit.journeys'), cell: (r) => formatCount(r.journeys, lang), raw: (r) => r.journeys, number: true },
    { title: t('graph.ofAll'), cell: (r) => formatShare(r.share, lang), raw: (r) => r.share, number: true },
  ];
  const tools = (
    <>
      <Field label={t('paths.start')}>
        <select className="select select--small" value={state.start ?? ''} onChange={(e) => change({ start: e.target.value || undefined })}>
          <option value="">{t('paths.fromBeginning')}</option>
          {source.activity_names.map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
      </Field>
      <Field label={t('paths.depth')}>
        <select className="select select--small" value={state.depth ?? 5} onChange={(e) => change({ depth: Number(e.target.value) })}>
          {[2, 3, 4, 5, 6, 8, 10, 12].map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
      </Field>
      <Field label={t('paths.top')}>
        <select className="select select--small" value={state.top ?? 6} onChange={(e) => change({ top: Number(e.target.value) })}>
          {[3, 4, 5, 6, 8, 10, 15].map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
      </Field>
    </>
  );
  return (
    <AnswerFrame<PathRow>
      question={questionOf({ ...state, source: source.name, tab: 'paths' })}
      version={source.version}
      title={t('explore.tab_paths')}
      columns={columns}
      tools={tools}
    >
      {(answer) => <Picture answer={answer} names={source.activity_names} nameOf={name} />}
    </AnswerFrame>
  );
}

function Picture({ answer, names, nameOf }: { answer: Answer<PathRow>; names: string[]; nameOf: (node: PathNode) => string }) {
  const { t, lang } = useText();
  const [over, setOver] = useState<SankeyNode | null>(null);
  const columns = answer.rows.reduce((max, row) => Math.max(max, row.step + 1), 0);
  const width = Math.max(640, (columns - 1) * columnWidth + 12);
  const sankey = buildSankey(answer.rows, { width, height, nodeWidth: 12, gap: 16 });
  const hue = (node: PathNode) =>
    node === 'end' ? 'var(--line-strong)' : node === 'other' ? 'var(--ink-3)' : activityHue(names, node.activity);
  const dimmed = (a: SankeyNode, b: SankeyNode) => over !== null && over !== a && over !== b;
  return (
    <div className="sankey" role="region" aria-label={t('explore.tab_paths')} tabIndex={0}>
      <svg width={width + 150} height={height + 44} viewBox={`-2 -26 ${width + 150} ${height + 44}`} role="img" aria-label={t('paths.picture')}>
        {Array.from({ length: sankey.columns }, (_, c) => (
          <text key={c} className="sankey__column" x={sankey.nodes.find((n) => n.column === c)?.x ?? 0} y={-10}>
            {t('paths.column', { step: c + 1 })}
          </text>
        ))}
        {sankey.links.map((link) => {
          const over_ = dimmed(link.source, link.target);
          return (
            <path
              key={`${link.row.step} ${link.source.key} ${link.target.key}`}
              d={link.path}
              className={`sankey__link ${over_ ? 'sankey__link--dim' : ''}`}
              style={{ fill: hue(link.source.node) }}
            >
              <title>
                {nameOf(link.row.source)} → {nameOf(link.row.target)}: {formatCount(link.row.journeys, lang)} ({formatShare(link.row.share, lang)})
              </title>
            </path>
          );
        })}
        {sankey.nodes.map((node) => (
          <g key={`${node.column} ${node.key}`} onMouseEnter={() => setOver(node)} onMouseLeave={() => setOver(null)}>
            <rect
              x={node.x}
              y={node.y}
              width={12}
              height={node.height}
              rx={3}
              style={{ fill: hue(node.node) }}
              className={node.node === 'end' ? 'sankey__node sankey__node--end' : 'sankey__node'}
            >
              <title>
                {nameOf(node.node)}: {formatCount(node.journeys, lang)} ({formatShare(node.share, lang)})
              </title>
            </rect>
            {node.height >= 9 && (
              <text className={`sankey__name ${node.node === 'end' || node.node === 'other' ? 'sankey__name--quiet' : ''}`} x={node.x + 17} y={node.y + node.height / 2 + 4}>
                {cut(nameOf(node.node), 20)}
                <tspan className="sankey__share" dx="5">
                  {formatShare(node.share, lang)}
                </tspan>
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}

const cut = (text: string, max: number) => (text.length > max ? `${text.slice(0, max - 1)}…` : text);
