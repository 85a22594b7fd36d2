/** What the mock server knows of what people say: a seeded heap of reviews, answers, chats and one interview. */

import type { LocalText } from '../src/api/types';
import type { AskedOften, Code, GroupPoint, Coding, MaskKind, MaskRules, SaidOften, SentenceReading, SpeechAct, VoiceItem, VoiceKind, VoiceQuote, VoiceStep, VoiceTopic } from '../src/api/voice';
import { filterOfQuery, type VoiceFilter } from '../src/lib/voicefilter';
import { random, russian, stages } from './journeys';
import type { Reply } from './mock';
import { interviewTurns, sayings, topicNames, type Saying } from './voicetexts';

const ok = (body: unknown, status = 200): Reply => ({ status, body });
const refused = (status: number, code: string, message: string): Reply => ({ status, body: { code, message } });
const length = (text: string) => Array.from(text).length;
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const week = 7 * 86_400_000;
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const until = Date.UTC(2026, 10, 16);

const stepName = (key: string): LocalText => ({ en: key, ru: russian[key] ?? key });
const stepStage = new Map(stages.flatMap((stage) => stage.activities.map((key) => [key, stage.id] as const)));
/** As the mock's map names its steps. */
const placeOf = (key: string) => `t_${key.toLowerCase().replace(/ /g, '_')}`;

const sourceKinds: Record<string, VoiceKind> = { reviews: 'review', after_delivery: 'answer', chat: 'chat' };
const nameOf = (id: string): LocalText => names.get(id) ?? { ru: topicNames[id]?.ru ?? id, en: topicNames[id]?.en ?? id };
const names = new Map<string, LocalText>();
/** Topics that went into another one. */
const into = new Map<string, string>();
const topicOf = (id: string): string => (into.has(id) ? topicOf(into.get(id) as string) : id);

function reading(parts: Saying[]): { text: string; sentences: SentenceReading[] } {
  let text = '';
  const sentences = parts.map((saying) => {
    const start = length(text) + (text ? 1 : 0);
    text += (text ? ' ' : '') + saying.text;
    const at = (words: string) => {
      const from = start + length(saying.text.slice(0, saying.text.indexOf(words)));
      return { part: 'body' as const, start: from, end: from + length(words) };
    };
    const whole = { part: 'body' as const, start, end: start + length(saying.text) };
    const opinion = saying.feeling === undefined ? undefined : { feeling: saying.feeling, confidence: Math.abs(saying.feeling) < 0.5 ? 0.61 : 0.72 + Math.abs(saying.feeling) * 0.12 };
    return {
      span: whole,
      language: saying.lang,
      ...(opinion ? { opinion } : {}),
      ...(saying.about ? { aspects: [{ aspect: saying.about[0], span: at(saying.about[1]), ...(opinion ? { opinion } : {}) }] } : {}),
      ...(saying.emotion ? { emotions: [{ emotion: saying.emotion, span: whole, confidence: 0.8 }] } : {}),
      ...(saying.act ? { acts: [[saying.act, 0.86] as [SpeechAct, number]] } : {}),
    };
  });
  return { text, sentences };
}

function makeItems(): VoiceItem[] {
  const next = random(29);
  const channels: Record<string, string> = { reviews: 'review', after_delivery: 'sms', chat: 'messenger' };
  const items: VoiceItem[] = [];
  for (let i = 0; i < 1_240; i++) {
    const first = sayings[Math.floor(next() ** 0.9 * sayings.length)] as Saying;
    const source = first.act === 'question' && next() < 0.7 ? 'chat' : next() < 0.55 ? 'reviews' : 'after_delivery';
    const parts = [first];
    const near = sayings.filter((one) => one !== first && one.lang === first.lang && one.step === first.step);
    if (source !== 'chat' && near.length && next() < 0.55) parts.push(near[Math.floor(next() * near.length)] as Saying);
    if (source === 'reviews' && next() < 0.25) {
      const same = sayings.filter((one) => one.lang === first.lang);
      parts.push(same[Math.floor(next() * same.length)] as Saying);
    }
    const { text, sentences } = reading([...new Set(parts)]);
    const felt = parts.flatMap((one) => (one.feeling === undefined ? [] : [one.feeling]));
    const feeling = felt.length ? mean(felt) : undefined;
    const silent = source === 'after_delivery' && next() < 0.3;
    const key = first.step;
    const by = source === 'after_delivery' ? ('named' as const) : next() < 0.75 ? ('text' as const) : ('time' as const);
    const confidence = by === 'named' ? 1 : 0.62 + next() * 0.33;
    const sure = key !== undefined && confidence > 0.68;
    const because = { named: { en: 'the record itself names it', ru: 'так указано в самой записи' }, text: { en: 'words of the text: names of the step', ru: 'слова текста: названия шага' }, time: { en: 'said within a day of this event', ru: 'сказано в течение суток после этого события' } }[by];
    const step = key === undefined ? undefined : { key, name: stepName(key), confidence, because, by };
    const stars = feeling === undefined ? Math.ceil(next() * 5) : Math.max(1, Math.min(5, Math.round(3 + feeling + (next() - 0.5))));
    const growth = ['t-wait', 't-slot', 't-size'].includes(first.topic ?? '') ? next() ** 1.9 : ['t-parts', 't-status'].includes(first.topic ?? '') ? next() * 0.16 : next();
    items.push({
      id: `${source[0]}${1_000 + i}`,
      source,
      kind: sourceKinds[source] as VoiceKind,
      time: new Date(until - Math.floor(growth * 26 * week)).toISOString(),
      actor: `c${String(1 + Math.floor(next() * 1_800)).padStart(6, '0')}`,
      segment: ['family', 'student', 'business'][Math.floor(next() * 3)],
      ...(sure && step ? { step } : step ? { candidate: step, unattached: { en: 'two steps fit about as well', ru: 'почти одинаково подходят два шага' } } : { unattached: { en: 'names no step and no touchpoint', ru: 'не называет ни шага, ни точки контакта' } }),
      channel: channels[source],
      ...(source !== 'chat' ? { score: source === 'reviews' ? { value: stars, scale: { lo: 1, hi: 5 }, measure: 'stars' as const, feeling: stars - 3 } : { value: Math.max(0, Math.min(10, Math.round(5.5 + (feeling ?? 0) * 2.4 + (next() - 0.5) * 2))), scale: { lo: 0, hi: 10 }, measure: 'nps' as const, feeling: feeling ?? 0 } } : {}),
      ...(source === 'after_delivery' ? { question: first.lang === 'ru' ? 'Порекомендуете ли вы нас друзьям? Почему?' : 'Would you recommend us to a friend? Why?' } : {}),
      texts: silent ? [] : [{ part: 'body', text }],
      reading: silent ? { language: 'unknown' as const, sentences: [] } : { language: first.lang, ...(feeling === undefined ? {} : { opinion: { feeling, confidence: 0.81 } }), sentences },
      topics: silent ? [] : [...new Set(parts.flatMap((one) => (one.topic ? [one.topic] : [])))].map((id) => ({ id, name: nameOf(id) })),
      speaker: 'actor',
      ...(source === 'reviews' && stars <= 2 && next() < 0.3 ? { reply: first.lang === 'ru' ? 'Нам очень жаль. Напишите, пожалуйста, номер заказа: разберёмся.' : 'We are sorry. Please send us the order number and we will look into it.' } : {}),
    });
  }
  return items.sort((a, b) => (a.time ?? '') < (b.time ?? '') ? 1 : -1);
}

const items = makeItems();
const own = items.map((item) => ({ step: item.step, candidate: item.candidate, unattached: item.unattached }));

const feelingOf = (item: VoiceItem) => item.reading?.opinion?.feeling;
const word = (feeling: number | undefined) => (feeling === undefined ? 'none' : feeling < -0.25 ? 'bad' : feeling > 0.25 ? 'good' : 'neutral');
const said = (item: VoiceItem) => item.texts.map((one) => one.text).join(' ');
const acts = (item: VoiceItem) => item.reading?.sentences.flatMap((one) => one.acts?.map(([act]) => act) ?? []) ?? [];
const withNames = (item: VoiceItem): VoiceItem => ({ ...item, topics: [...new Set(item.topics?.map((one) => topicOf(one.id)))].map((id) => ({ id, name: nameOf(id) })) });

function passes(item: VoiceItem, filter: VoiceFilter): boolean {
  const steps = filter.step ? (filter.map ? stages.flatMap((stage) => (stage.id === filter.step ? stage.activities : stage.activities.filter((key) => placeOf(key) === filter.step))) : [filter.step]) : [];
  return (
    (!filter.source || filter.source.split(',').includes(item.source)) &&
    (!filter.kind || item.kind === filter.kind) &&
    (!filter.step || (filter.step === 'none' ? !item.step : item.step !== undefined && (steps.includes(item.step.key) || item.step.key === filter.step))) &&
    (!filter.topic || (item.topics ?? []).some((one) => topicOf(one.id) === filter.topic)) &&
    (!filter.language || item.reading?.language === filter.language) &&
    (!filter.feeling || word(feelingOf(item)) === filter.feeling) &&
    (!filter.act || acts(item).includes(filter.act as SpeechAct)) &&
    (!filter.emotion || item.reading?.sentences.some((one) => one.emotions?.some((e) => e.emotion === filter.emotion)) === true) &&
    (!filter.segment || item.segment === filter.segment) &&
    (!filter.q || said(item).toLowerCase().includes(filter.q.toLowerCase())) &&
    (!filter.from || (item.time ?? '').slice(0, 10) >= filter.from) &&
    (!filter.to || (item.time ?? '').slice(0, 10) <= filter.to) &&
    (!filter.attached || (filter.attached === 'pinned' ? item.step?.by === 'pinned' : (item.step !== undefined) === (filter.attached === 'yes')))
  );
}

const found = (filter: VoiceFilter) => items.filter((item) => passes(item, filter));

const quotesOf = (list: VoiceItem[], keep: (sentence: SentenceReading) => boolean): VoiceQuote[] =>
  list.flatMap((item) =>
    (item.reading?.sentences ?? []).filter(keep).map((sentence) => ({
      source: item.source,
      item: item.id,
      span: sentence.span,
      text: Array.from(item.texts[0]?.text ?? '').slice(sentence.span.start, sentence.span.end).join(''),
      ...(sentence.opinion ? { feeling: sentence.opinion.feeling } : {}),
      language: sentence.language,
      ...(item.score ? { score: item.score } : {}),
      ...(item.time ? { time: item.time } : {}),
      ...(item.step ? { step: item.step.key } : {}),
    })),
  );
function distinct(quotes: VoiceQuote[], max: number): VoiceQuote[] {
  const seen = new Set<string>();
  return quotes.filter((quote) => !seen.has(quote.text) && seen.add(quote.text)).slice(0, max);
}

const counted = <K extends string>(list: (K | undefined)[]): [K, number][] => {
  const counts = new Map<K, number>();
  for (const key of list) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
};

function summary() {
  const languages = (list: VoiceItem[]) => counted(list.map((item) => item.reading?.language)).map(([language, n]) => ({ language, n }));
  const attached = items.filter((item) => item.step);
  return {
    n: items.length,
    n_texts: items.filter((item) => item.texts.length).length,
    snapshot: 'voice@6',
    revision: 4,
    from: day(until - 26 * week),
    to: day(until),
    sources: Object.entries(sourceKinds).map(([name, kind]) => {
      const list = items.filter((item) => item.source === name);
      const scores = list.flatMap((item) => (item.score ? [item.score] : []));
      return {
        name, kinds: [{ kind, n: list.length }], n: list.length, n_texts: list.filter((item) => item.texts.length).length, from: (list.at(-1)?.time ?? '').slice(0, 10), to: (list[0]?.time ?? '').slice(0, 10), version: 2, languages: languages(list),
        scores: scores[0] ? [{ measure: scores[0].measure, scale: scores[0].scale, n: scores.length, mean: mean(scores.map((one) => one.value)) }] : [],
      };
    }),
    languages: languages(items),
    feelings: { bad: 0, neutral: 0, good: 0, none: 0, ...Object.fromEntries(counted(items.map((item) => word(feelingOf(item))))) },
    attached: { n: attached.length, share: attached.length / items.length, of: items.length, by: counted(attached.map((item) => item.step?.by)).map(([by, n]) => ({ by, n })) },
    topics: Object.keys(topicNames).length - into.size,
    questions: items.filter((item) => acts(item).includes('question')).length,
    missing: items.filter((item) => acts(item).includes('missing_function')).length,
    steps: 12,
    emotions: counted(items.flatMap((item) => item.reading?.sentences.flatMap((one) => one.emotions?.map((e) => e.emotion) ?? []) ?? [])).map(([emotion, n]) => ({ emotion, n })),
    acts: counted(items.flatMap(acts)).map(([act, n]) => ({ act, n })),
    model: { used: true, n_train: 812, accuracy: 0.912, seed_accuracy: 0.864, analyser: 1 },
  };
}

function oneStep(list: VoiceItem[], about: Pick<VoiceStep, 'key' | 'at' | 'kind' | 'stage' | 'name'>): VoiceStep {
  const felt = list.flatMap((item) => feelingOf(item) ?? []);
  const scores = list.flatMap((item) => (item.score ? [item.score] : []));
  const nps = scores.filter((one) => one.measure === 'nps');
  const stars = scores.filter((one) => one.measure === 'stars');
  const half = (n: number) => 1.6 / Math.sqrt(Math.max(1, n));
  const often = (good: boolean): SaidOften[] => {
    const bad = quotesOf(list, (one) => (good ? (one.opinion?.feeling ?? 0) > 0.5 : (one.opinion?.feeling ?? 0) < -0.5));
    const topics = counted(bad.map((quote) => sayings.find((one) => one.text === quote.text)?.topic).map((id) => (id ? topicOf(id) : undefined)));
    return topics.slice(0, 3).map(([id, n]) => ({ topic: { id, name: nameOf(id) }, name: nameOf(id), n, share: n / list.length, quote: bad.find((quote) => topicOf(sayings.find((one) => one.text === quote.text)?.topic ?? '') === id) }));
  };
  const measured = nps.length + stars.length >= 12;
  const value = felt.length ? mean(felt) : undefined;
  const of = (measure: 'nps' | 'stars', found: typeof scores) => {
    const first = found[0];
    return first ? [{ measure, scale: first.scale, raw_mean: mean(found.map((one) => one.value)), n: found.length, feeling: mean(found.map((one) => one.feeling ?? 0)), lo: mean(found.map((one) => one.value)) - half(found.length), hi: mean(found.map((one) => one.value)) + half(found.length) }] : [];
  };
  const both = [...of('stars', stars), ...of('nps', nps)];
  const [promoters, detractors] = [nps.filter((one) => one.value >= 9).length, nps.filter((one) => one.value <= 6).length];
  return {
    ...about,
    n_items: list.length,
    n_texts: list.filter((item) => item.texts.length).length,
    ...(both[0] ? { score: both[0] } : {}),
    scores: both,
    ...(value === undefined ? {} : { sentiment: { mean: value, lo: value - half(felt.length), hi: value + half(felt.length), n: felt.length } }),
    curve: value === undefined || list.length < 3 ? { state: 'missing', n: list.length, n_scores: 0, n_texts: list.length, shrunk: 0 } : { state: measured ? 'measured' : 'inferred', n_scores: measured ? list.length : 0, n_texts: measured ? 0 : list.length, shrunk: 0.05, value, lo: Math.max(-2, value - half(list.length) * 1.3), hi: Math.min(2, value + half(list.length) * 1.3), n: list.length, ...(measured ? { measure: both[0]?.measure } : {}) },
    ...(nps.length >= 12 ? { nps: { value: ((promoters - detractors) / nps.length) * 100, lo: ((promoters - detractors) / nps.length) * 100 - 900 / nps.length, hi: ((promoters - detractors) / nps.length) * 100 + 900 / nps.length, n: nps.length, promoters, detractors, passives: nps.length - promoters - detractors } } : {}),
    groups: measured ? ['business', 'family', 'student'].map((group) => groupPoint(list.filter((item) => item.segment === group), about.key, group)) : undefined,
    pains: often(false),
    delights: often(true),
    questions: list.filter((item) => acts(item).includes('question')).length,
    needs: 0,
    missing: list.filter((item) => acts(item).includes('missing_function')).length,
    emotions: counted(list.flatMap((item) => item.reading?.sentences.flatMap((one) => one.emotions?.map((e) => e.emotion) ?? []) ?? [])).slice(0, 4).map(([emotion, n]) => ({ emotion, n })),
    expected: { as: 0, better: list.filter((item) => acts(item).includes('better_than_expected')).length, worse: list.filter((item) => acts(item).includes('worse_than_expected')).length },
    best_quotes: distinct(quotesOf(list, (one) => Math.abs(one.opinion?.feeling ?? 0) > 0.8), 4),
  };
}

function groupPoint(list: VoiceItem[], step: string, group: string): GroupPoint {
  const felt = list.flatMap((item) => feelingOf(item) ?? []);
  if (felt.length < 3) return { step, group, state: 'missing', n_scores: 0, n_texts: felt.length, shrunk: 0 };
  const half = 1.8 / Math.sqrt(felt.length);
  return { step, group, state: felt.length > 9 ? 'measured' : 'inferred', value: mean(felt), lo: Math.max(-2, mean(felt) - half), hi: Math.min(2, mean(felt) + half), n_scores: felt.length, n_texts: 0, shrunk: 0.1 };
}

function steps(map: string | null, source: string | null, segment: string | null) {
  const list = found({ ...(source ? { source } : {}), ...(segment ? { segment } : {}) });
  const of = (keys: readonly string[]) => list.filter((item) => item.step && keys.includes(item.step.key));
  const all = stages.flatMap((stage) => [
    ...(map ? [oneStep(of(stage.activities), { key: stage.id, at: stage.id, kind: 'stage', name: { en: stage.en, ru: stage.ru } })] : []),
    ...stage.activities.map((key) => oneStep(of([key]), { key, kind: 'step', name: stepName(key), ...(map ? { at: placeOf(key), stage: stepStage.get(key) } : {}) })),
  ]);
  const loose = list.filter((item) => !item.step).length;
  return { items: map ? all : all.filter((one) => one.n_items > 0), unattached: { n: loose, share: loose / Math.max(1, list.length) }, snapshot: 'voice@6', revision: 4 };
}

function topics(filter: VoiceFilter) {
  const list = found(filter);
  const texts = list.filter((item) => item.texts.length);
  const weeks = Array.from({ length: 26 }, (_, i) => day(until - (25 - i) * week));
  const ids = Object.keys(topicNames).filter((id) => !into.has(id));
  const all: VoiceTopic[] = ids.flatMap((id) => {
    const its = texts.filter((item) => item.topics?.some((one) => topicOf(one.id) === id));
    const about = topicNames[id];
    if (!about || its.length === 0) return [];
    const felt = its.map(feelingOf);
    const known = felt.flatMap((one) => one ?? []);
    const count = (w: string) => felt.filter((one) => word(one) === w).length;
    return [{
      id, name: nameOf(id), renamed: names.has(id), merged: [...into].filter(([, to]) => to === id).map(([from]) => from), n: its.length, share: its.length / texts.length,
      feeling: { ...(known.length ? { mean: mean(known) } : {}), bad: count('bad'), neutral: count('neutral'), good: count('good'), none: count('none') },
      trend: weeks.map((from, i) => ({ week: from, n: its.filter((item) => (item.time ?? '') >= from && (i === 25 || (item.time ?? '') < (weeks[i + 1] ?? ''))).length })),
      state: about.state, ...(about.state === 'new' || about.state === 'growing' ? { q: 0.004 } : {}), words: about.words, stability: about.stability,
      quotes: distinct(quotesOf(its, () => true).filter((quote) => topicOf(sayings.find((one) => one.text === quote.text)?.topic ?? '') === id), 3),
      steps: counted(its.map((item) => item.step?.key)).slice(0, 3).map(([key, n]) => ({ key, name: stepName(key), n })),
    }];
  });
  return { items: all.sort((a, b) => b.n - a.n), n: texts.length, unsorted: texts.filter((item) => !item.topics?.length).length, snapshot: 'voice@6', revision: 4 };
}

function asked(act: SpeechAct, filter: VoiceFilter) {
  const list = found(filter);
  const quotes = quotesOf(list, (one) => one.acts?.some(([own]) => own === act) === true);
  const groups = counted(quotes.map((quote) => quote.text));
  const rows: AskedOften[] = groups.map(([text, n], i) => {
    const its = quotes.filter((quote) => quote.text === text);
    const who = its.map((quote) => items.find((item) => item.id === quote.item));
    return {
      id: `q-${i}`, name: { und: text }, text, n, people: n - Math.floor(n / 9), words: [], rank: i + 1, quotes: its.slice(0, 4),
      steps: counted(its.map((quote) => quote.step)).map(([key, count]) => ({ key, name: stepName(key), n: count })),
      ...(act === 'missing_function' ? { segments: counted(who.map((item) => item?.segment)).map(([segment, count]) => ({ segment, n: count })) } : {}),
    };
  });
  return { items: rows, n: quotes.length, snapshot: 'voice@6', revision: 4 };
}

const interviewItems: VoiceItem[] = interviewTurns.map(([speaker, text], i) => ({ id: `t${i}`, source: 'interviews', kind: 'interview', texts: [{ part: 'body', text }], speaker, conversation: 'P01', turn: i, topics: [], reading: { language: 'ru', sentences: [] } }));
const codes: Omit<Code, 'n'>[] = [
  { id: 'c-barriers', name: 'Барьеры' }, { id: 'c-size', name: 'Размеры', parent: 'c-barriers' }, { id: 'c-wait', name: 'Ожидание', parent: 'c-barriers' },
  { id: 'c-trust', name: 'Доверие' }, { id: 'c-wish', name: 'Пожелания' },
];
let made = 0;
function coding(turn: number, words: string, code: string): Coding {
  const text = interviewTurns[turn]?.[1] ?? '';
  const start = length(text.slice(0, text.indexOf(words)));
  return { id: `k${(made += 1)}`, source: 'interviews', conversation: 'P01', item: `t${turn}`, span: { part: 'body', start, end: start + length(words) }, text: words, code, by: { id: 'anna', name: 'Анна' }, at: '2026-11-18T10:00:00Z' };
}
const codings = [coding(3, 'Размеров упаковки нигде нет.', 'c-size'), coding(5, 'Вот ей я поверил.', 'c-trust')];
let suggested = [
  { ...coding(7, 'Меня раздражало не само опоздание, а то, что никто не предупредил.', 'c-wait'), name: { ru: 'Ожидание', en: 'Waiting' }, why: { ru: 'раздражение, как в других кодировках «Ожидание»', en: 'irritation, like other codings of “Waiting”' }, score: 0.86 },
  { ...coding(9, 'Подумал: а приедут ли они вообще?', ''), code: undefined, name: { ru: 'Мысль', en: 'Thought' }, why: { ru: 'мысль, сказанная вслух', en: 'a thought said aloud' }, score: 0.78 },
  { ...coding(9, 'Если бы видеть машину на карте, как в такси, я бы спокойно работал.', 'c-wish'), name: { ru: 'Пожелания', en: 'Wishes' }, why: { ru: 'просьба о функции, которой нет', en: 'asks for a function that is missing' }, score: 0.91 },
].map(({ item, span, text, code, name, why, score }) => ({ item, span, text, ...(code ? { code } : {}), name, why, score }));

const pinned = (at: number, key: string | null) => {
  const item = items[at];
  if (!item) return;
  delete item.candidate;
  if (key === null) {
    delete item.step;
    item.unattached = { en: 'a person said that it belongs to no step', ru: 'человек указал, что это не относится ни к одному шагу' };
  } else {
    delete item.unattached;
    item.step = { key, name: stepName(key), confidence: 1, by: 'pinned', because: { en: 'a person put it here', ru: 'так решил человек' } };
  }
};
let taught = { pins: 12, rejects: 3, topics_renamed: 1, topics_merged: 0, codings: 2 };

function quality() {
  const by = Object.fromEntries(counted(items.map((item) => item.step?.by)));
  return {
    analyser: 1,
    model: { used: true, n_train: 812, n_held_out: 270, accuracy: 0.912, seed_accuracy: 0.864, ece: 0.021, calibration: [[0.55, 0.53, 61], [0.65, 0.66, 84], [0.75, 0.73, 120], [0.85, 0.87, 210], [0.95, 0.94, 337]].map(([confidence, right, n]) => ({ confidence, right, n })) },
    attachment: { n: items.length, named: 0, text: 0, time: 0, learned: 0, pinned: 0, ...by, unattached: items.filter((item) => !item.step).length, checked: { n: 402, right: 0.83 } },
    languages: summary().languages,
    taught,
  };
}

function drivers(outcome: string) {
  const rows = ([['t-wait', 0.34, -1.1], ['t-line', 0.24, -0.9], ['t-movers', 0.17, 0.7], ['t-design', 0.12, 0.6], ['t-slot', 0.08, -0.3], ['t-price', 0.05, -0.1]] as const).map(([id, share, effect], i) => ({ driver: `topic:${id}`, name: nameOf(id), share, lo: share - 0.06, hi: share + 0.07, rank: i + 1, rank_lo: Math.max(1, i), rank_hi: i + 2, effect, n: 320 - i * 40 }));
  return { outcome, n: 884, r2: 0.41, r2_lo: 0.36, r2_hi: 0.46, rows, note: { en: 'Shares of the explained variance; associated, not proven to cause', ru: 'Доли объяснённого разброса; связь, а не доказанная причина' } };
}

function waves(measure: string) {
  const values = measure === 'nps' ? [12, 8, -3, -9, -6, 2] : [3.6, 3.5, 3.2, 3.1, 3.1, 3.4];
  const half = measure === 'nps' ? 9 : 0.2;
  return {
    measure, scale: measure === 'nps' ? { lo: 0, hi: 10 } : { lo: 1, hi: 5 }, unit: measure === 'nps' ? 'points' : 'mean',
    rows: values.map((value, i) => ({ from: `2026-${String(i + 6).padStart(2, '0')}-01`, to: `2026-${String(i + 6).padStart(2, '0')}-30`, n: 60 + i * 14, value, lo: value - half, hi: value + half, ...(i ? { change: { value: value - (values[i - 1] ?? 0), lo: value - (values[i - 1] ?? 0) - half * 1.4, hi: value - (values[i - 1] ?? 0) + half * 1.4 } } : {}) })),
  };
}

let rules: MaskRules = { schema: 'tropa.masks/1', version: 2, off: [], patterns: [{ pattern: 'К-\\d{5}', label: 'клиент' }], words: [] };
const builtin = ([['email', '[e-mail]', '[e-mail]', 'e-mail addresses', 'адреса электронной почты'], ['card', '[card]', '[карта]', 'bank cards with a right check digit', 'банковские карты с верной контрольной цифрой'], ['passport', '[passport]', '[паспорт]', 'passports near the word', 'паспорта рядом с этим словом'], ['phone', '[phone]', '[телефон]', 'telephones with a country or city code', 'телефоны с кодом страны или города'], ['number', '[number]', '[номер]', 'numbers after “order”, “contract”, “ticket”', 'номера после слов «заказ», «договор», «заявка»'], ['name', '[name]', '[имя]', 'names after “my name is” and under a letter', 'имена после «меня зовут» и в подписи']] as const).map(([kind, en, ru, of, about]) => ({ kind, label: { en, ru }, rule: { en: of, ru: about } }));
const masks = () => ({ rules, builtin: builtin.map((one) => ({ ...one, on: !rules.off?.includes(one.kind) })) });

function tryMasks(text: string, given: MaskRules) {
  const found: Record<string, number> = {};
  const ru = /[а-яё]/i.test(text);
  const shapes: [MaskKind, RegExp][] = [['email', /[\w.-]+@[\w.-]+\w/g], ['phone', /\+\d[\d \-()]{8,}\d/g], ['number', /(?<=(?:заказ|order)\s(?:№|no\.)?\s?)\d[\d-]+/gi], ['name', /(?<=(?:меня зовут|my name is) )\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?/giu]];
  let out = text;
  for (const [kind, shape] of shapes) {
    if (given.off?.includes(kind)) continue;
    const label = builtin.find((one) => one.kind === kind)?.label[ru ? 'ru' : 'en'] ?? '';
    out = out.replace(shape, () => {
      found[kind] = (found[kind] ?? 0) + 1;
      return label;
    });
  }
  for (const { word, label } of given.words ?? []) {
    out = out.split(word).join(`[${label ?? (ru ? 'скрыто' : 'masked')}]`);
    if (text.includes(word)) found.own = (found.own ?? 0) + 1;
  }
  return { text: out, found };
}

/** Answers what is about voice; nothing where it is not. */
export function voice(method: string, url: URL, body: unknown): Reply | undefined {
  const { pathname } = url;
  if (!pathname.startsWith('/voice/') && !/^\/maps\/[^/]+\/voice\//.test(pathname)) return undefined;
  const key = `${method} ${pathname}`;
  const given = (body ?? {}) as Record<string, unknown>;
  const filter = filterOfQuery(url.search);
  switch (key) {
    case 'GET /voice/summary':
      return ok(summary());
    case 'GET /voice/steps':
      return ok(steps(url.searchParams.get('map'), url.searchParams.get('source'), url.searchParams.get('segment')));
    case 'GET /voice/topics':
      return ok(topics(filter));
    case 'GET /voice/questions':
      return ok(asked('question', filter));
    case 'GET /voice/missing':
      return ok(asked('missing_function', filter));
    case 'GET /voice/quality':
      return ok(quality());
    case 'GET /voice/drivers':
      return ok(drivers(url.searchParams.get('outcome') ?? 'stars'));
    case 'GET /voice/waves':
      return ok(waves(url.searchParams.get('measure') ?? 'stars'));
    case 'GET /voice/quotes': {
      const quotes = distinct(quotesOf(found(filter), (one) => (!filter.act || one.acts?.some(([act]) => act === filter.act) === true) && (!filter.feeling || word(one.opinion?.feeling) === filter.feeling)), 40);
      return ok({ items: quotes, n: quotes.length });
    }
    case 'GET /voice/items': {
      const list = found(filter);
      if (filter.order === 'worst') list.sort((a, b) => (feelingOf(a) ?? 9) - (feelingOf(b) ?? 9));
      if (filter.order === 'best') list.sort((a, b) => (feelingOf(b) ?? -9) - (feelingOf(a) ?? -9));
      const from = Number(url.searchParams.get('after') ?? 0);
      const limit = Number(url.searchParams.get('limit') ?? 50);
      return ok({ items: list.slice(from, from + limit).map(withNames), n: list.length, snapshot: 'voice@6', revision: 4, ...(from + limit < list.length ? { next: String(from + limit) } : {}) });
    }
    case 'POST /voice/topics/merge':
      for (const id of given.from as string[]) into.set(id, given.into as string);
      taught = { ...taught, topics_merged: taught.topics_merged + 1 };
      return ok({ revision: 5 });
    case 'GET /voice/masks':
      return ok(masks());
    case 'PUT /voice/masks':
      rules = { ...(given as unknown as MaskRules), version: rules.version + 1 };
      return ok(masks());
    case 'POST /voice/masks/try':
      return ok(tryMasks(String(given.text), (given.rules as MaskRules | undefined) ?? rules));
    case 'POST /voice/refresh':
      return ok({ id: 'listen', kind: 'discover', state: 'done', started_at: '2026-11-20T09:00:00Z' }, 202);
    case 'GET /voice/interviews':
      return ok({ items: [{ source: 'interviews', conversation: 'P01', n_turns: interviewTurns.length, n_codings: codings.length, n_suggested: suggested.length, from: '2026-10-02', speakers: ['Участник 1'] }, { source: 'interviews', conversation: 'P02', n_turns: 31, n_codings: 0, n_suggested: 6, from: '2026-10-05', speakers: ['Участник 2'] }] });
    case 'GET /voice/codes':
      return ok({ items: codes.map((code) => ({ ...code, n: codings.filter((one) => one.code === code.id).length })) });
    case 'POST /voice/codes': {
      const code = { id: `c-${codes.length + 1}`, name: String(given.name), ...(given.parent ? { parent: String(given.parent) } : {}) };
      codes.push(code);
      return ok({ ...code, n: 0 }, 201);
    }
  }
  const item = /^\/voice\/items\/([^/]+)\/([^/]+)(?:\/(pin|reject))?$/.exec(pathname);
  if (item) {
    const at = items.findIndex((one) => one.source === decodeURIComponent(item[1] ?? '') && one.id === decodeURIComponent(item[2] ?? ''));
    const one = items[at];
    if (!one) return refused(404, 'not_found', 'this is not here');
    if (!item[3]) return ok({ item: withNames(one), conversation: [] });
    if (item[3] === 'pin' && method === 'POST') pinned(at, given.step as string | null);
    else if (item[3] === 'pin') Object.assign(one, { step: undefined, candidate: undefined, unattached: undefined }, own[at]);
    else if (method === 'POST') {
      one.rejected = [...(one.rejected ?? []), one.step?.key ?? ''];
      pinned(at, null);
      one.unattached = { en: 'a person said that this step is wrong', ru: 'человек указал, что этот шаг неверен' };
    }
    taught = { ...taught, [item[3] === 'pin' ? 'pins' : 'rejects']: taught[item[3] === 'pin' ? 'pins' : 'rejects'] + 1 };
    return ok(withNames(one));
  }
  const topic = /^\/voice\/topics\/([^/]+)(\/split)?$/.exec(pathname);
  if (topic?.[1]) {
    if (topic[2]) for (const [from, to] of into) if (to === topic[1]) into.delete(from);
    if (!topic[2] && given.name === null) names.delete(topic[1]);
    if (!topic[2] && typeof given.name === 'string') names.set(topic[1], { und: given.name });
    return ok({ revision: 6 });
  }
  const away = /^\/voice\/interviews\/[^/]+\/[^/]+\/dismissals$/.test(pathname);
  if (away) {
    const { item, span } = given as unknown as Coding;
    suggested = suggested.filter((one) => !(one.item === item && one.span.start === span.start));
    return { status: 204, body: undefined };
  }
  const interview = /^\/voice\/interviews\/([^/]+)\/([^/]+)(?:\/codings(?:\/([^/]+))?)?$/.exec(pathname);
  if (interview) {
    if (method === 'GET') return ok({ source: 'interviews', conversation: interview[2], turns: interviewItems, codings, suggested });
    if (method === 'POST') {
      const { item: id, span, code, step } = given as unknown as Coding;
      const text = Array.from(interviewTurns[Number(id.slice(1))]?.[1] ?? '').slice(span.start, span.end).join('');
      const one = { id: `k${(made += 1)}`, source: 'interviews', conversation: 'P01', item: id, span, text, code, ...(step ? { step } : {}), by: { id: 'anna', name: 'Анна' }, at: '2026-11-22T10:00:00Z' };
      codings.push(one);
      suggested = suggested.filter((old) => !(old.item === id && old.span.start < span.end && old.span.end > span.start));
      return ok(one, 201);
    }
    const gone = codings.findIndex((one) => one.id === interview[3]);
    if (gone >= 0) codings.splice(gone, 1);
    return { status: 204, body: undefined };
  }
  const code = /^\/voice\/codes\/([^/]+)$/.exec(pathname);
  if (code) {
    const at = codes.findIndex((one) => one.id === code[1]);
    if (method === 'PATCH') codes[at] = { ...(codes[at] as Omit<Code, 'n'>), ...given };
    else codes.splice(at, 1);
    return method === 'PATCH' ? ok({ ...codes[at], n: 0 }) : { status: 204, body: undefined };
  }
  if (/^\/maps\/[^/]+\/voice\/adopt$/.test(pathname)) return ok({ revision: 2, cards: ['card-1'] });
  return undefined;
}
