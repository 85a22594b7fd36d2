import './topics.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type DragEvent } from 'react';
import type { VoiceTopic } from '../../api/voice';
import { mergeTopics, renameTopic, splitTopic, voiceKey, voiceTopicsQuery } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount, formatDay, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { voiceFilter } from '../../lib/voicefilter';
import { Button, Empty, Icon, Loading, Segmented } from '../../ui';
import { Modal } from '../../ui/Modal';
import { FeelingMark, Quote, Spark, SplitBar, TextsLink } from './parts';
import { topicSorts } from './state';
import { TopicState } from './TopicLine';
import { sortedTopics } from './topicOrder';

const route = getRouteApi('/voice/topics');

/** What people speak of: how often, how it feels, what is new. Topics are renamed and laid together by hand. */
export function TopicsPage() {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayNot = useMayNot('editor');
  const queries = useQueryClient();
  const filter = voiceFilter({ source: search.source, step: search.step, map: search.map });
  const { data, error, refetch } = useQuery(voiceTopicsQuery(filter));
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const [merging, setMerging] = useState<{ from: VoiceTopic; into?: VoiceTopic } | null>(null);
  const taught = () => queries.invalidateQueries({ queryKey: voiceKey });
  const change = (part: Partial<typeof search>) => void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false });
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={8} height={48} />;
  if (data.items.length === 0) return <Empty icon="layers" title={t('voice.noTopicsTitle')} text={t('voice.noTopics')} />;
  const topics = sortedTopics(data.items, search.sort ?? 'n');
  const chosen = topics.find((topic) => topic.id === search.topic) ?? topics[0];
  const most = Math.max(...topics.map((topic) => topic.n));
  const drop = (event: DragEvent, into: VoiceTopic) => {
    event.preventDefault();
    const from = topics.find((topic) => topic.id === dragged);
    setOver(null);
    setDragged(null);
    if (from && from.id !== into.id) setMerging({ from, into });
  };
  return (
    <div className="topics">
      <div className="topics__tools">
        <Segmented label={t('voice.order')} choices={topicSorts.map((sort) => ({ value: sort, label: t(`voice.topicSort_${sort}`) }))} value={search.sort ?? 'n'} onChange={(sort) => change({ sort: sort === 'n' ? undefined : sort })} />
        <span className="muted num">
          {t('voice.topicsOf', { count: topics.length, shown: formatCount(topics.length, lang), texts: formatCount(data.n, lang) })}
          {data.unsorted > 0 && ` · ${t('voice.unsorted', { shown: formatCount(data.unsorted, lang), share: formatShare(data.unsorted / Math.max(1, data.n), lang) })}`}
        </span>
      </div>
      <div className="topics__two">
        <ul className="panel topic-rows" aria-label={t('voice.page_topics')}>
          {topics.map((topic) => {
            const name = inLang(topic.name, lang);
            return (
              <li
                key={topic.id}
                className={`topic-row ${topic.id === chosen?.id ? 'topic-row--chosen' : ''} ${over === topic.id && dragged !== topic.id ? 'topic-row--over' : ''} ${dragged === topic.id ? 'topic-row--dragged' : ''}`}
                draggable={!mayNot}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  event.dataTransfer.setData('text/plain', name);
                  setDragged(topic.id);
                }}
                onDragEnd={() => {
                  setDragged(null);
                  setOver(null);
                }}
                onDragOver={(event) => {
                  if (dragged === null) return;
                  event.preventDefault();
                  setOver(topic.id);
                }}
                onDrop={(event) => drop(event, topic)}
              >
                <button type="button" className="topic-row__open" aria-pressed={topic.id === chosen?.id} onClick={() => change({ topic: topic.id })}>
                  <span className="topic-row__name">
                    {name}
                    <TopicState topic={topic} />
                    {(topic.merged?.length ?? 0) > 0 && <span className="chip num" title={t('voice.mergedHere')}>+{topic.merged?.length}</span>}
                  </span>
                  <span className="topic-row__share" aria-hidden="true">
                    <span style={{ width: `${(topic.n / most) * 100}%` }} />
                  </span>
                  <span className="num topic-row__n">{formatCount(topic.n, lang)}</span>
                  <FeelingMark value={topic.feeling?.mean} small />
                  <Spark values={topic.trend.map((point) => point.n)} label={t('voice.trendOf', { name })} width={96} height={26} />
                </button>
              </li>
            );
          })}
        </ul>
        {chosen && <TopicSheet key={chosen.id} topic={chosen} mayNot={mayNot} onMerge={() => setMerging({ from: chosen })} onTaught={taught} />}
      </div>
      {!mayNot && <p className="muted topics__hint">{t('voice.dragHint')}</p>}
      {merging && <MergeDialog merging={merging} topics={topics} onClose={() => setMerging(null)} onTaught={(into) => void taught().then(() => change({ topic: into }))} />}
    </div>
  );
}

function TopicSheet({ topic, mayNot, onMerge, onTaught }: { topic: VoiceTopic; mayNot?: string; onMerge: () => void; onTaught: () => Promise<void> }) {
  const { t, lang } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const name = inLang(topic.name, lang);
  const rename = useMutation({ mutationFn: (next: string | null) => renameTopic(topic.id, next), onSuccess: () => onTaught().then(() => setTyped(null)) });
  const split = useMutation({ mutationFn: () => splitTopic(topic.id), onSuccess: onTaught });
  const trend = topic.trend;
  const { feeling } = topic;
  return (
    <section className="panel topic-sheet" aria-labelledby="topic-name">
      {typed === null ? (
        <header className="topic-sheet__head">
          <h2 id="topic-name">{name}</h2>
          <TopicState topic={topic} />
          <Button small look="quiet" icon="pencil" label={t('voice.rename')} disabled={mayNot !== undefined} title={mayNot} onClick={() => setTyped(name)} />
          <Button small look="quiet" icon="layers" label={t('voice.mergeInto')} aria-haspopup="dialog" disabled={mayNot !== undefined} title={mayNot} onClick={onMerge} />
        </header>
      ) : (
        <form
          className="topic-sheet__head"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim()) rename.mutate(typed.trim());
          }}
        >
          <h2 id="topic-name" className="hidden-text">
            {name}
          </h2>
          {/* eslint-disable-next-line jsx-a11y/no-autofocus -- opened by a button for exactly this */}
          <input autoFocus className="input" aria-label={t('voice.topicName')} maxLength={120} value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={(event) => event.key === 'Escape' && setTyped(null)} />
          <Button type="submit" look="primary" small label={t('voice.save')} disabled={!typed.trim() || rename.isPending} />
          <Button small look="quiet" label={t('common.cancel')} onClick={() => setTyped(null)} />
          {topic.renamed && <Button small look="quiet" icon="undo" label={t('voice.ownName')} onClick={() => rename.mutate(null)} />}
        </form>
      )}
      {(rename.error ?? split.error) && <Trouble error={(rename.error ?? split.error) as Error} />}
      <p className="topic-sheet__n num">
        <TextsLink filter={{ topic: topic.id }}>{t('voice.said', { count: topic.n, shown: formatCount(topic.n, lang) })}</TextsLink>
        <span className="muted">
          {formatShare(topic.share, lang)}
          {topic.stability !== undefined && ` · ${t('voice.stability', { share: formatShare(topic.stability, lang, 0) })}`}
        </span>
      </p>
      {trend.length > 1 && (
        <figure className="topic-sheet__trend">
          <Spark values={trend.map((point) => point.n)} label={t('voice.trendOf', { name })} width={520} height={72} colour={topic.state === 'growing' ? 'var(--feel--1)' : undefined} />
          <figcaption className="muted num">
            <span>{formatDay(trend[0]?.week ?? '', lang)}</span>
            <span>{t('voice.perWeek')}</span>
            <span>{formatDay(trend.at(-1)?.week ?? '', lang)}</span>
          </figcaption>
        </figure>
      )}
      {feeling && <SplitBar label={t('voice.mood')} parts={(['bad', 'neutral', 'good'] as const).map((key) => ({ key, n: feeling[key], words: t(`voice.feeling_${key}`), filter: { topic: topic.id, feeling: key } }))} />}
      {(topic.steps?.length ?? 0) > 0 && (
        <p className="topic-sheet__line">
          <b>{t('voice.steps')}</b>
          {topic.steps?.map((step) => (
            <TextsLink key={step.key} filter={{ topic: topic.id, step: step.key }} className="chip chip--link">
              {step.key} <b className="num">{formatCount(step.n, lang)}</b>
            </TextsLink>
          ))}
        </p>
      )}
      {topic.words.length > 0 && (
        <p className="topic-sheet__line">
          <b>{t('voice.words')}</b>
          <span className="muted">{topic.words.join(', ')}</span>
        </p>
      )}
      <div className="topic-sheet__quotes">
        {topic.quotes.map((quote) => (
          <Quote key={`${quote.source} ${quote.item} ${quote.span.start}`} quote={quote} />
        ))}
      </div>
      {(topic.merged?.length ?? 0) > 0 && (
        <p className="topic-sheet__line">
          <Icon name="layers" size={15} />
          {t('voice.mergedN', { count: topic.merged?.length })}
          <Button small label={t('voice.split')} disabled={mayNot !== undefined || split.isPending} title={mayNot} onClick={() => split.mutate()} />
        </p>
      )}
    </section>
  );
}

/** Which topic takes another one in; after a drag only the yes is missing. */
function MergeDialog({ merging, topics, onClose, onTaught }: { merging: { from: VoiceTopic; into?: VoiceTopic }; topics: VoiceTopic[]; onClose: () => void; onTaught: (into: string) => void }) {
  const { t, lang } = useText();
  const others = topics.filter((topic) => topic.id !== merging.from.id);
  const [into, setInto] = useState(merging.into?.id ?? others[0]?.id ?? '');
  const merge = useMutation({
    mutationFn: () => mergeTopics(into, [merging.from.id]),
    onSuccess: () => {
      onTaught(into);
      onClose();
    },
  });
  return (
    <Modal title={t('voice.mergeTitle', { name: inLang(merging.from.name, lang) })} text={t('voice.mergeText')} closeLabel={t('common.close')} onClose={onClose} focus={merging.into ? '.button--primary' : 'select'}>
      <form
        className="dialog__form"
        onSubmit={(event) => {
          event.preventDefault();
          merge.mutate();
        }}
      >
        <label className="field">
          {t('voice.mergeInto')}
          <select className="select" value={into} onChange={(event) => setInto(event.target.value)}>
            {others.map((topic) => (
              <option key={topic.id} value={topic.id}>
                {inLang(topic.name, lang)} ({formatCount(topic.n, lang)})
              </option>
            ))}
          </select>
        </label>
        {merge.error && <Trouble error={merge.error} />}
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <Button type="submit" look="primary" label={t('voice.merge')} disabled={!into || merge.isPending} />
        </div>
      </form>
    </Modal>
  );
}
