import './topics.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { AskedOften } from '../../api/voice';
import { voiceMissingQuery, voiceQuestionsQuery, voiceStepsQuery } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { voiceFilter } from '../../lib/voicefilter';
import { Button, Empty, Loading, Segmented } from '../../ui';
import { Quote, TextsLink } from './parts';

const route = getRouteApi('/voice/questions');
/** Groups drawn at once: those asked often come first, the rest is one press away. */
const groupsShown = 30;

/** What people ask, and what they miss: grouped by meaning, the most frequent first, with who asks and where. */
export function QuestionsPage() {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const missing = search.of === 'missing';
  const filter = voiceFilter({ step: search.step, map: search.map, source: search.source });
  const asked = useQuery({ ...voiceQuestionsQuery(filter), enabled: !missing });
  const missed = useQuery({ ...voiceMissingQuery(filter), enabled: missing });
  const { data, error, refetch } = missing ? missed : asked;
  const { data: steps } = useQuery(voiceStepsQuery({ map: search.map }));
  const [many, setMany] = useState(groupsShown);
  const opened = data?.items.findIndex((one) => one.id === search.open) ?? -1;
  const shown = data?.items.slice(0, Math.max(many, opened + 1)) ?? [];
  const change = (part: Partial<typeof search>) => void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false });
  const choices = (steps?.items ?? []).filter((step) => (missing ? (step.missing ?? 0) > 0 : step.questions > 0) || step.key === search.step || step.at === search.step);
  return (
    <div className="asked">
      <div className="topics__tools">
        <Segmented label={t('voice.page_questions')} choices={[{ value: 'asked', label: t('voice.theyAsk'), icon: 'questions' }, { value: 'missing', label: t('voice.missing'), icon: 'ideas' }]} value={missing ? 'missing' : 'asked'} onChange={(of) => change({ of: of === 'missing' ? 'missing' : undefined, open: undefined })} />
        <select className="select select--small" aria-label={t('voice.step')} value={search.step ?? ''} onChange={(event) => change({ step: event.target.value || undefined })}>
          <option value="">{t('voice.anyStep')}</option>
          {choices.map((step) => (
            <option key={step.key} value={search.map && step.at ? step.at : step.key}>
              {inLang(step.name, lang)}
            </option>
          ))}
        </select>
        {data && (
          <span className="muted num">
            {t('voice.groups', { count: data.items.length, shown: formatCount(data.items.length, lang), texts: formatCount(data.n, lang) })}
          </span>
        )}
      </div>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label={t('common.loading')} rows={7} height={44} />}
      {data?.items.length === 0 && <Empty icon={missing ? 'ideas' : 'questions'} title={missing ? t('voice.noMissing') : t('voice.noQuestions')} text={t('voice.noGroupsText')} />}
      {data && data.items.length > 0 && (
        <div className="panel">
          {shown.map((one, i) => (
            <Group key={one.id} one={one} rank={i + 1} missing={missing} open={search.open === one.id} onOpen={(open) => change({ open: open ? one.id : undefined })} />
          ))}
          {data.items.length > shown.length && (
            <p className="asked__more">
              <Button small label={t('voice.showMore', { shown: formatCount(Math.min(groupsShown, data.items.length - shown.length), lang) })} onClick={() => setMany(many + groupsShown)} />
              <span className="muted num">
                {t('voice.shownOf', { shown: formatCount(shown.length, lang), all: formatCount(data.items.length, lang) })}
              </span>
            </p>
          )}
        </div>
      )}
    </div>
  );
}

function Group({ one, rank, missing, open, onOpen }: { one: AskedOften; rank: number; missing: boolean; open: boolean; onOpen: (open: boolean) => void }) {
  const { t, lang } = useText();
  const act = missing ? 'missing_function' : 'question';
  return (
    <details className="asked__row" open={open} onToggle={(event) => event.currentTarget.open !== open && onOpen(event.currentTarget.open)}>
      <summary>
        <span className="asked__rank num">{rank}</span>
        <span className="asked__text">{one.text}</span>
        <span className="asked__n num">
          <b>{formatCount(one.n, lang)}</b>{' '}
          <span className="muted">{one.people === undefined ? '' : t('voice.people', { count: one.people, shown: formatCount(one.people, lang) })}</span>
        </span>
        <span className="asked__under muted">
          {one.steps.slice(0, 3).map((step) => (
            <span key={step.key} className="chip">
              {inLang(step.name, lang)} <b className="num">{formatCount(step.n, lang)}</b>
            </span>
          ))}
          {one.segments?.slice(0, 4).map(({ segment, n }) => (
            <span key={segment} className="chip chip--brand">
              {segment} <b className="num">{formatCount(n, lang)}</b>
            </span>
          ))}
        </span>
      </summary>
      <div className="asked__body">
        {one.quotes.map((quote) => (
          <Quote key={`${quote.source} ${quote.item} ${quote.span.start}`} quote={quote} />
        ))}
        <div className="asked__chips">
          {one.steps.map((step) => (
            <TextsLink key={step.key} filter={{ act, step: step.key }} className="chip chip--link">
              {t('voice.textsAt', { step: inLang(step.name, lang) })}
            </TextsLink>
          ))}
        </div>
      </div>
    </details>
  );
}
