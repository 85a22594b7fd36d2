/** A part of a draft in the words of the map: where it is, and what was there and what would be. Pure. */

import type { TFunction } from 'i18next';
import type { DraftPart } from '../../api/discover';
import type { MapChange } from '../../api/reviewQueries';
import type { Card, FeelingPoint, MapDocument, MapPath, MapStep, Metric, Pain } from '../../api/types';
import { formatCount, formatDecimal, formatFeeling, formatShare, type Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { severityText } from '../map/CardFace';
import { cardTitle, metricInterval, metricValue } from '../map/words';

/** One side of a fact: what it says, and on what. */
export interface Said {
  value: string;
  /** Interval and n. */
  fine?: string;
}
export interface Fact {
  label: string;
  before?: Said;
  after?: Said;
}

const fine = (interval: string | null, n: number | undefined, lang: Lang) => [interval, n === undefined ? null : `n = ${formatCount(n, lang)}`].filter(Boolean).join(' · ') || undefined;
const metricSaid = (metric: Metric | undefined, lang: Lang): Said | undefined => metric && { value: metricValue(metric, lang), fine: fine(metricInterval(metric, lang), metric.n, lang) };
const feelingSaid = (point: FeelingPoint | undefined, lang: Lang): Said | undefined =>
  point && { value: formatFeeling(point.value, lang), fine: fine(point.lo === undefined || point.hi === undefined ? null : `${formatDecimal(point.lo, lang, 1)}…${formatDecimal(point.hi, lang, 1)}`, point.n, lang) };
const painSaid = (pain: Pain | undefined, lang: Lang, t: TFunction): Said | undefined => pain && { value: severityText(pain.severity, pain.severity_unit, lang, t) };
const plain = (value: string | undefined): Said | undefined => (value === undefined || value === '' ? undefined : { value });
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const moves = (change: MapChange): Extract<MapChange, { do: 'move' }>[] => (change.do === 'move' ? [change] : change.do === 'several' ? change.changes.flatMap(moves) : []);

export function partName(part: DraftPart, doc: MapDocument, t: TFunction, lang: Lang): string {
  const record = (part.is ?? part.was) as Card | undefined;
  if (part.of === 'card' && record) return inLang(record.text, lang) || cardTitle(record, doc, t, lang);
  const own = inLang(part.name, lang);
  return own || (part.of === 'lane' ? t(`lane.${String((part.is ?? part.was)?.role)}`) : part.id);
}

/** Lane and step of a card, stage of a step. */
export function partPlace(part: DraftPart, doc: MapDocument, t: TFunction, lang: Lang): string {
  if (part.of === 'card') {
    const lane = doc.lanes.find((one) => one.id === part.lane);
    const place = doc.stages.flatMap((stage) => [stage, ...stage.steps]).find((one) => one.id === part.at);
    return [lane ? inLang(lane.name, lang) || t(`lane.${lane.role}`) : '', place ? inLang(place.name, lang) : ''].filter(Boolean).join(' · ');
  }
  return t(`suggestions.of_${part.of}`);
}

export function factsOf(part: DraftPart, doc: MapDocument, t: TFunction, lang: Lang): Fact[] {
  const facts: Fact[] = [];
  const add = (label: string, before: Said | undefined, after: Said | undefined) => {
    if (before || after) facts.push({ label, before: part.what === 'new' ? undefined : before, after: part.what === 'gone' ? undefined : after });
  };
  const changed = (a: unknown, b: unknown) => part.what !== 'changed' || !same(a, b);
  const nameOf = (id: string | undefined) => inLang(doc.stages.flatMap((stage) => [stage, ...stage.steps]).find((one) => one.id === id)?.name, lang);
  if (part.of === 'card') {
    const [was, is] = [part.was as Card | undefined, part.is as Card | undefined];
    const metric = is?.metric ?? was?.metric;
    if (metric && changed(was?.metric, is?.metric)) add(t(`metric.${metric.name}`), metricSaid(was?.metric, lang), metricSaid(is?.metric, lang));
    if ((is?.feeling ?? was?.feeling) && changed(was?.feeling, is?.feeling)) add(t('lane.feelings'), feelingSaid(was?.feeling, lang), feelingSaid(is?.feeling, lang));
    if ((is?.pain ?? was?.pain) && changed(was?.pain, is?.pain)) add(t(`pain.${(is?.pain ?? was?.pain)?.kind}`), painSaid(was?.pain, lang, t), painSaid(is?.pain, lang, t));
    if (part.what === 'changed' && !same(was?.text, is?.text)) add(t('suggestions.field_text'), plain(inLang(was?.text, lang)), plain(inLang(is?.text, lang)));
  } else if (part.of === 'step') {
    const [was, is] = [part.was as MapStep | undefined, part.is as MapStep | undefined];
    if (part.what === 'changed' && !same(was?.activities, is?.activities)) add(t('suggestions.field_activities'), plain(was?.activities?.join(', ')), plain(is?.activities?.join(', ')));
    if (part.what === 'changed' && !same(was?.main, is?.main)) add(t('suggestions.field_main'), plain(t(was?.main ? 'again.yes' : 'again.no')), plain(t(is?.main ? 'again.yes' : 'again.no')));
  } else if (part.of === 'path') {
    const [was, is] = [part.was as unknown as MapPath | undefined, part.is as unknown as MapPath | undefined];
    const share = (path: MapPath | undefined): Said | undefined => path && { value: formatShare(path.share, lang), fine: t('common.journeys', { count: path.journeys, shown: formatCount(path.journeys, lang) }) };
    if (changed([was?.share, was?.journeys], [is?.share, is?.journeys])) add(t('again.share'), share(was), share(is));
    const way = (path: MapPath | undefined) => plain(path?.steps.map((id) => nameOf(id) || id).join(' → '));
    if (changed(was?.steps, is?.steps)) add(t('again.way'), way(was), way(is));
  } else if (part.of === 'stage' && part.what === 'new') {
    const steps = (part.is?.steps as MapStep[] | undefined) ?? [];
    add(t('map.steps'), undefined, plain(steps.map((step) => inLang(step.name, lang)).join(', ')));
  }
  for (const move of moves(part.change)) {
    const from = doc.stages.find((stage) => stage.steps.some((step) => step.id === move.id));
    if (move.to && from?.id !== move.to) add(t('suggestions.of_stage'), plain(inLang(from?.name, lang)), plain(nameOf(move.to) || move.to));
  }
  return facts;
}
