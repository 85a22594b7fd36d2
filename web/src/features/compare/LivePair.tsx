import '../map/map.css';
import '../map/grid.css';
import '../map/curve.css';
import '../map/cards.css';
import '../map/drawer.css';
import './pair.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { diffQuery } from '../../api/mapQueries';
import { mapQuery } from '../../api/queries';
import type { MapDiff, MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { MapStoreProvider } from '../../live';
import { Button, Loading } from '../../ui';
import { useZoom } from '../../ui/useZoom';
import { ZoomTools } from '../../ui/ZoomTools';
import { useMe } from '../map/live/useMe';
import { DifferenceLine } from './DifferenceLine';
import { lanePairs, stagePairs } from './align';
import { marksBase, marksOf, marksSheet, type Side } from './marks';
import { PairSide } from './PairSide';
import { reveal, useFollowing } from './useFollowing';

/** The server writes an edited map down within a second; then its differences are asked for again. */
const settledMs = 1_600;

/** Both maps as they are edited: one follows the other stage by stage, and what is different is marked while one works. */
export function LivePair({ a, b }: { a: string; b: string }) {
  const { t } = useText();
  const me = useMe();
  const first = { a: useQuery(mapQuery(a)), b: useQuery(mapQuery(b)) };
  const error = first.a.error ?? first.b.error;
  if (error) return <Trouble error={error} onRetry={() => void Promise.all([first.a.refetch(), first.b.refetch()])} />;
  if (!first.a.data || !first.b.data || me === undefined) return <Loading label={t('common.loading')} rows={8} height={48} />;
  return <Pair key={`${a} ${b} ${me?.id ?? ''}`} first={{ a: first.a.data, b: first.b.data }} me={me} />;
}

function Pair({ first, me }: { first: Record<Side, MapDocument>; me: NonNullable<ReturnType<typeof useMe>> | null }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const { data: diff } = useQuery(diffQuery(first.a.id, first.b.id, lang));
  const scrollers = { a: useRef<HTMLDivElement>(null), b: useRef<HTMLDivElement>(null) };
  const zoom = useZoom(scrollers.a);
  const [docs, setDocs] = useState(first);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const changed = useCallback(
    (side: Side, doc: MapDocument) => {
      setDocs((now) => (now[side] === doc ? now : { ...now, [side]: doc }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void queries.invalidateQueries({ queryKey: ['diff'] }), settledMs);
    },
    [queries],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  const marks = useMemo(() => marksOf(diff), [diff]);
  const pairs = useMemo(() => ({ stages: stagePairs(docs.a, docs.b, diff), lanes: lanePairs(docs.a, docs.b, diff) }), [docs, diff]);
  const follow = useFollowing(scrollers, pairs);
  const side = (of: Side) => (
    <MapStoreProvider id={first[of].id} first={first[of]} me={me}>
      <PairSide side={of} scroller={scrollers[of]} zoom={zoom.zoom} onChange={changed} onScroll={follow} />
    </MapStoreProvider>
  );
  return (
    <div className="pair">
      <style>{`${marksBase(marks)}\n${marksSheet(marks)}`}</style>
      <div className="pair__tools">
        <Differences diff={diff} docs={docs} scrollers={scrollers} />
        <ZoomTools zoom={zoom} />
      </div>
      <div className="pair__sides">
        {side('a')}
        {side('b')}
      </div>
      <p className="hidden-text">{t('compare.pairHint')}</p>
    </div>
  );
}

/** One difference after the other, each brought into sight on both maps. */
function Differences({ diff, docs, scrollers }: { diff: MapDiff | undefined; docs: Record<Side, MapDocument>; scrollers: Record<Side, RefObject<HTMLDivElement | null>> }) {
  const { t } = useText();
  const [at, setAt] = useState(-1);
  const lines = diff?.words.sections.flatMap((section) => section.lines) ?? [];
  const shown = lines[Math.min(at, lines.length - 1)];
  const go = (by: number) => {
    const next = at < 0 ? (by > 0 ? 0 : lines.length - 1) : (Math.min(at, lines.length - 1) + by + lines.length) % lines.length;
    setAt(next);
    const line = lines[next];
    const known = diff?.differences.find((one) => one.id === line?.id && one.of === line.of && one.what === line.what);
    if (!line) return;
    const gone = line.what === 'removed' || line.what === 'split' || line.what === 'merged';
    const side: Side = gone ? 'a' : 'b';
    reveal(scrollers[side].current, docs[side], line.id);
    const other = known?.matched?.was ?? line.id;
    if (!gone && line.what !== 'added') reveal(scrollers.a.current, docs.a, other);
  };
  if (!diff) return <span className="muted">{t('common.loading')}</span>;
  if (lines.length === 0) return <b>{t('compare.same')}</b>;
  return (
    <div className="pair__differences" role="group" aria-label={t('compare.differences')}>
      <Button look="quiet" iconOnly icon="back" label={t('compare.previous')} onClick={() => go(-1)} />
      <span className="num pair__count">{at < 0 ? lines.length : `${Math.min(at, lines.length - 1) + 1} / ${lines.length}`}</span>
      <Button look="quiet" iconOnly icon="arrow_right" label={t('compare.next')} onClick={() => go(1)} />
      <div className="pair__line" role="status">
        {shown ? <DifferenceLine what={shown.what} text={shown.text} /> : <p className="muted">{diff.words.summary}</p>}
      </div>
    </div>
  );
}
