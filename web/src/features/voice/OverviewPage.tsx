import './overview.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { mapQuery, mapsQuery } from '../../api/queries';
import type { VoiceSummary } from '../../api/voice';
import { driversQuery, voiceMissingQuery, voiceQuestionsQuery, voiceStepsQuery, voiceSummaryQuery, voiceTopicsQuery } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDay, formatDecimal, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Empty, Icon, Loading, Meter } from '../../ui';
import { columnsOf, worstOf } from './columns';
import { groupLines } from './curveLines';
import { DriversPart } from './DriversPart';
import { kindIcons, Languages, SplitBar, TextsLink } from './parts';
import { CurveLegend, StepCurve } from './StepCurve';
import { StepSheet } from './StepSheet';
import { TopicLine } from './TopicLine';
import { WavesPart } from './WavesPart';

const route = getRouteApi('/voice/');
const listMax = 10;

/** What people say at a glance: how they feel along the path, about what, what they ask and miss. */
export function OverviewPage() {
  const { data: summary } = useQuery(voiceSummaryQuery);
  if (!summary) return null;
  return (
    <div className="overview">
      <Feelings summary={summary} />
      <Moods summary={summary} />
      <div className="overview__two">
        <Topics />
        <Asked />
      </div>
      <div className="overview__two">
        <Drivers summary={summary} />
        <WavesPart summary={summary} />
      </div>
      <Sources summary={summary} />
    </div>
  );
}

function Block({ title, more, children, wide, id }: { title: string; more?: ReactNode; children: ReactNode; wide?: boolean; id: string }) {
  return (
    <section className={`panel block ${wide ? 'block--wide' : ''}`} aria-labelledby={id}>
      <header className="block__head">
        <h2 id={id}>{title}</h2>
        {more}
      </header>
      {children}
    </section>
  );
}

function Feelings({ summary }: { summary: VoiceSummary }) {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: maps } = useQuery(mapsQuery);
  const { data: doc } = useQuery({ ...mapQuery(search.map ?? ''), enabled: search.map !== undefined });
  const { data: steps, error, refetch } = useQuery(voiceStepsQuery(search));
  const change = (part: Partial<typeof search>) => void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false });
  const waiting = !steps || (search.map !== undefined && !doc);
  const columns = waiting ? [] : columnsOf(steps, search.map ? doc : undefined, lang);
  const everybody = useQuery(voiceStepsQuery({ map: search.map, source: search.source })).data;
  const segments = everybody ? groupLines(everybody.items.filter((step) => step.kind === 'step')) : [];
  const personas = doc?.personas?.filter((persona) => persona.segment) ?? [];
  const persona = personas.find((one) => one.segment === search.where);
  const lines = search.lines && !search.segment && !search.where && segments.length > 0 ? segments : undefined;
  const chosen = columns.find((column) => column.step.key === search.step)?.step ?? worstOf(columns);
  return (
    <Block
      id="voice-feelings"
      title={t('voice.along')}
      wide
      more={
        <div className="block__tools">
          <select className="select select--small" aria-label={t('voice.whoseSteps')} value={search.map ?? ''} onChange={(event) => change({ map: event.target.value || undefined, step: undefined })}>
            <option value="">{t('voice.allSteps')}</option>
            {maps?.map((map) => (
              <option key={map.id} value={map.id}>
                {inLang(map.title, lang)}
              </option>
            ))}
          </select>
          {summary.sources.length > 1 && (
            <select className="select select--small" aria-label={t('voice.source')} value={search.source ?? ''} onChange={(event) => change({ source: event.target.value || undefined })}>
              <option value="">{t('voice.allSources')}</option>
              {summary.sources.map((source) => (
                <option key={source.name}>{source.name}</option>
              ))}
            </select>
          )}
          {(segments.length > 0 || search.segment || personas.length > 0 || search.where) && (
            <select
              className="select select--small"
              aria-label={t('voice.segment')}
              value={search.where ? `in ${search.where}` : search.segment ? `of ${search.segment}` : lines ? 'each' : ''}
              onChange={(event) => {
                const [kind, value] = [event.target.value.slice(0, 3), event.target.value.slice(3)];
                change({ lines: event.target.value === 'each' ? 'segments' : undefined, segment: kind === 'of ' ? value : undefined, where: kind === 'in ' ? value : undefined });
              }}
            >
              <option value="">{t('voice.everybody')}</option>
              {segments.length > 1 && <option value="each">{t('voice.eachSegment')}</option>}
              {[...new Set([...segments.map((line) => line.group), ...(search.segment ? [search.segment] : [])])].map((group) => (
                <option key={group} value={`of ${group}`}>
                  {group}
                </option>
              ))}
              {personas.length > 0 && (
                <optgroup label={t('voice.personas')}>
                  {personas.map((one) => (
                    <option key={one.id} value={`in ${one.segment ?? ''}`}>
                      {inLang(one.name, lang)}
                    </option>
                  ))}
                </optgroup>
              )}
              {search.where && !persona && <option value={`in ${search.where}`}>{search.where}</option>}
            </select>
          )}
          {search.map && (
            <Link to="/maps/$id" params={{ id: search.map }} search={{ panel: 'voice' }} className="button button--small">
              <Icon name="map" size={15} />
              {t('voice.openMap')}
            </Link>
          )}
        </div>
      }
    >
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!error && waiting && <Loading label={t('common.loading')} rows={5} height={44} />}
      {!waiting && columns.length === 0 && <Empty icon="feelings" title={t('voice.noSteps')} text={t('voice.noStepsText')} />}
      {columns.length > 0 && (
        <>
          {!search.map && <p className="muted block__note">{t('voice.unordered')}</p>}
          <StepCurve columns={columns} joined={search.map !== undefined} lines={lines} chosen={chosen?.key} onChoose={(step) => change({ step })} />
          <div className="block__foot">
            <CurveLegend lines={lines} />
            {steps && steps.unattached.n > 0 && (
              <p className="muted">
                <TextsLink filter={{ attached: 'no' }}>
                  {t('voice.unattached', { count: steps.unattached.n, shown: formatCount(steps.unattached.n, lang) })} ({formatShare(steps.unattached.share, lang)})
                </TextsLink>
              </p>
            )}
          </div>
          {chosen && <StepSheet step={chosen} map={search.map} />}
        </>
      )}
    </Block>
  );
}

function Moods({ summary }: { summary: VoiceSummary }) {
  const { t, lang } = useText();
  const { feelings, emotions = [], acts = [] } = summary;
  const top = Math.max(1, ...emotions.map((one) => one.n));
  return (
    <div className="overview__two">
      {feelings && (
        <Block id="voice-mood" title={t('voice.mood')}>
          <SplitBar label={t('voice.mood')} parts={(['bad', 'neutral', 'good', 'none'] as const).map((key) => ({ key, n: feelings[key], words: t(`voice.feeling_${key}`), filter: { feeling: key } }))} />
          {acts.length > 0 && (
            <ul className="act-chips" aria-label={t('voice.acts')}>
              {acts.slice(0, 8).map(({ act, n }) => (
                <li key={act}>
                  <TextsLink filter={{ act }} className="chip chip--link">
                    {t(`voice.act_${act}`)} <b className="num">{formatCount(n, lang)}</b>
                  </TextsLink>
                </li>
              ))}
            </ul>
          )}
        </Block>
      )}
      {emotions.length > 0 && (
        <Block id="voice-emotions" title={t('voice.emotions')}>
          <ul className="bars">
            {emotions.slice(0, 8).map(({ emotion, n }) => (
              <li key={emotion} className="bars__row">
                <TextsLink filter={{ emotion }}>{t(`edit.emotion_${emotion}`)}</TextsLink>
                <Meter value={n / top} colour={`var(--emotion-${emotion}, var(--brand))`} />
                <span className="num">{formatCount(n, lang)}</span>
              </li>
            ))}
          </ul>
        </Block>
      )}
    </div>
  );
}

const allLink = (to: '/voice/topics' | '/voice/questions' | '/voice/quality', words: string) => (
  <Link to={to} className="block__all">
    {words}
    <Icon name="arrow_right" size={14} />
  </Link>
);

function Topics() {
  const { t, lang } = useText();
  const { data, error, refetch } = useQuery(voiceTopicsQuery());
  const shown = [...(data?.items ?? [])].sort((a, b) => rankOf(b.state) - rankOf(a.state) || b.n - a.n).slice(0, listMax);
  return (
    <Block id="voice-topics" title={t('voice.page_topics')} more={allLink('/voice/topics', data ? t('voice.allN', { shown: formatCount(data.items.length, lang) }) : t('voice.all'))}>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label={t('common.loading')} rows={6} height={32} />}
      {data?.items.length === 0 && <p className="muted">{t('voice.noTopics')}</p>}
      <ul className="topic-lines">
        {shown.map((topic) => (
          <li key={topic.id}>
            <TopicLine topic={topic} />
          </li>
        ))}
      </ul>
    </Block>
  );
}
const rankOf = (state: string) => (state === 'new' ? 2 : state === 'growing' ? 1 : 0);

function Asked() {
  const { t, lang } = useText();
  const questions = useQuery(voiceQuestionsQuery());
  const missing = useQuery(voiceMissingQuery());
  return (
    <Block id="voice-asked" title={t('voice.page_questions')} more={allLink('/voice/questions', t('voice.all'))}>
      {(questions.error ?? missing.error) && <Trouble error={(questions.error ?? missing.error) as Error} onRetry={() => void Promise.all([questions.refetch(), missing.refetch()])} />}
      <ol className="asked-list">
        {questions.data?.items.slice(0, 5).map((one) => (
          <li key={one.id}>
            <Link to="/voice/questions" search={{ open: one.id }} className="asked-list__text">
              {one.text}
            </Link>
            <span className="muted num">{formatCount(one.n, lang)}</span>
          </li>
        ))}
      </ol>
      {questions.data?.items.length === 0 && <p className="muted">{t('voice.noQuestions')}</p>}
      <h3 className="block__sub">{t('voice.missing')}</h3>
      <ol className="asked-list asked-list--missing">
        {missing.data?.items.slice(0, 4).map((one) => (
          <li key={one.id}>
            <Link to="/voice/questions" search={{ of: 'missing', open: one.id }} className="asked-list__text">
              {one.text}
            </Link>
            <span className="muted num">{formatCount(one.people ?? one.n, lang)}</span>
          </li>
        ))}
      </ol>
      {missing.data?.items.length === 0 && <p className="muted">{t('voice.noMissing')}</p>}
    </Block>
  );
}

function Drivers({ summary }: { summary: VoiceSummary }) {
  const { t } = useText();
  const measures = [...new Set(summary.sources.flatMap((source) => source.scores.map((score) => score.measure)))].filter((measure) => measure !== 'other');
  const outcome = measures[0] ?? 'feeling';
  const { data, error, refetch, isPending } = useQuery(driversQuery(outcome));
  return (
    <Block id="voice-drivers" title={t('voice.drivers')}>
      {isPending && <Loading label={t('common.loading')} rows={5} height={26} />}
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {data && <DriversPart drivers={data} />}
    </Block>
  );
}

function Sources({ summary }: { summary: VoiceSummary }) {
  const { t, lang } = useText();
  return (
    <Block id="voice-sources" title={t('voice.sourcesTitle')}>
      <ul className="voice-sources">
        {summary.sources.map((source) => {
          const kind = source.kinds[0]?.kind ?? 'review';
          return (
            <li key={source.name} className="voice-source">
              <span className="source__icon">
                <Icon name={kindIcons[kind]} size={18} />
              </span>
              <div className="voice-source__words">
                <TextsLink filter={{ source: source.name }} className="voice-source__name">
                  {source.name}
                </TextsLink>
                <span className="muted num">
                  {source.kinds.map((one) => `${t(`voice.kind_${one.kind}_many`)}: ${formatCount(one.n, lang)}`).join(', ')}
                  {source.from && source.to && ` · ${formatDay(source.from, lang)} – ${formatDay(source.to, lang)}`}
                </span>
                <span className="muted">
                  <Languages of={source.languages} />
                </span>
              </div>
              <ul className="voice-source__scores">
                {source.scores.map((score) => (
                  <li key={`${score.measure} ${score.scale.lo} ${score.scale.hi}`}>
                    <span className="muted">
                      {t(`voice.measure_${score.measure}`)} {score.scale.lo}–{score.scale.hi}
                    </span>
                    <b className="num">{formatDecimal(score.mean, lang, 2)}</b>
                    <span className="muted num">n = {formatCount(score.n, lang)}</span>
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </Block>
  );
}
