import './comments.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { commentsQuery } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Empty, Icon, Loading, Note, Segmented, type IconName } from '../../ui';
import { cardTitle } from '../map/words';
import { Composer } from './Composer';
import { useMe } from './me';
import { ThreadView } from './Thread';
import { keepThread, placeOf, threadsOf, type PlaceKind, type ThreadFilter } from './threads';
import { useSaying } from './useComments';

const placeIcon: Record<PlaceKind, IconName> = { card: 'text', step: 'route', stage: 'layers', lane: 'outline', persona: 'users', map: 'map' };

/** All conversations of a map, each under the place it stands at. */
export function CommentsPanel({ doc, thread, onPick }: {
  doc: MapDocument;
  /** Of these the address speaks: it is brought into sight. */
  thread?: string;
  onPick: (target: { card: string } | { place: string }) => void;
}) {
  const { t, lang } = useText();
  const me = useMe(doc.id);
  const { data, error, refetch } = useQuery(commentsQuery(doc.id));
  const [filter, setFilter] = useState<ThreadFilter>(thread ? 'all' : 'open');
  const list = useRef<HTMLDivElement>(null);
  const there = data !== undefined;
  useEffect(() => {
    if (!there || !thread) return;
    const found = [...(list.current?.querySelectorAll<HTMLElement>('[data-thread]') ?? [])].find((one) => one.dataset.thread === thread);
    found?.scrollIntoView?.({ block: 'nearest' });
    found?.focus();
  }, [there, thread]);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={5} height={56} />;
  const all = threadsOf(data);
  const focused = thread && all.find((one) => one.first.id === thread || one.answers.some((answer) => answer.id === thread))?.first.id;
  const shown = all.filter((one) => keepThread(one, filter, me.id) || one.first.id === focused);
  const count = (of: ThreadFilter) => all.filter((one) => keepThread(one, of, me.id)).length;
  const titleOf = (card: MapDocument['cards'][0]) => cardTitle(card, doc, t, lang);
  return (
    <>
      <Segmented<ThreadFilter>
        label={t('comments.filter')}
        value={filter}
        choices={(['open', 'mine', 'all'] as const).map((value) => ({ value, label: `${t(`comments.filter_${value}`)} · ${count(value)}` }))}
        onChange={setFilter}
      />
      {shown.length === 0 ? (
        <Empty icon="comment" title={t(`comments.none_${filter}`)} text={t('comments.noneText')} />
      ) : (
        <div ref={list} className="threads">
          {shown.map((one) => {
            const place = placeOf(doc, one.first.at, lang, titleOf);
            return (
              <section key={one.first.id} className="thread-place">
                {place ? (
                  <button type="button" className="thread-place__name" onClick={() => onPick(place.kind === 'card' ? { card: one.first.at } : { place: one.first.at })}>
                    <Icon name={placeIcon[place.kind]} size={14} />
                    <span className="hidden-text">{t(`comments.at_${place.kind}`)}: </span>
                    <span>{place.name}</span>
                  </button>
                ) : (
                  <p className="thread-place__name thread-place__name--gone">{t('comments.gone')}</p>
                )}
                <ThreadView map={doc.id} thread={one} focused={one.first.id === focused} />
              </section>
            );
          })}
        </div>
      )}
      {me.may('commenter') ? <NewComment doc={doc} /> : <Note>{t('comments.mayNot')}</Note>}
    </>
  );
}

/** A comment on a stage, step, lane or persona; a card has its own place for it, in its drawer. */
function NewComment({ doc }: { doc: MapDocument }) {
  const { t, lang } = useText();
  const { people, say } = useSaying(doc.id);
  const [at, setAt] = useState('');
  const place = at || (doc.stages[0]?.id ?? doc.lanes[0]?.id ?? '');
  if (!place) return null;
  return (
    <section className="comment-new" aria-labelledby="comment-new">
      <h3 id="comment-new">{t('comments.new')}</h3>
      <label className="field">
        {t('comments.where')}
        <select className="select" value={place} onChange={(e) => setAt(e.target.value)}>
          {doc.stages.map((stage, i) => (
            <optgroup key={stage.id} label={`${i + 1}. ${inLang(stage.name, lang)}`}>
              <option value={stage.id}>{t('comments.wholeStage', { name: inLang(stage.name, lang) })}</option>
              {stage.steps.map((step) => (
                <option key={step.id} value={step.id}>
                  {inLang(step.name, lang)}
                </option>
              ))}
            </optgroup>
          ))}
          <optgroup label={t('comments.lanes')}>
            {doc.lanes.map((lane) => (
              <option key={lane.id} value={lane.id}>
                {inLang(lane.name, lang) || t(`lane.${lane.role}`)}
              </option>
            ))}
          </optgroup>
          {(doc.personas?.length ?? 0) > 0 && (
            <optgroup label={t('comments.personas')}>
              {doc.personas?.map((persona) => (
                <option key={persona.id} value={persona.id}>
                  {inLang(persona.name, lang)}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
      <Composer label={t('comments.text')} placeholder={t('comments.placeholder')} people={people} send={t('comments.send')} busy={say.isPending} onSend={(written) => say.mutateAsync({ at: place, written })} />
      {say.error && <Trouble error={say.error} />}
    </section>
  );
}
