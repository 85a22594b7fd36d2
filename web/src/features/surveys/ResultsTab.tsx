import './results.css';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { followAnswers, resultsQuery, surveyQuery, surveysQuery, type ResultsWindow, type SurveyResults, type SurveyView } from '../../api/surveys';
import { voiceKey } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { toCsv } from '../../lib/csv';
import { formatCount, formatDay, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Empty, Icon, Loading, Note } from '../../ui';
import { QuestionCard } from './QuestionCard';
import { resultRows } from './resultRows';
import { save } from './save';
import { placeOf, StepField, useStepPlaces } from './StepField';
import { SurveyWaves } from './SurveyWaves';

/** Answers of one moment come together: the page asks once for them. */
const gatherMs = 250;

/** What people answered, counted as it comes. */
export function ResultsTab({ survey, window: chosen, onWindow, onShare }: {
  survey: SurveyView;
  window: ResultsWindow;
  onWindow: (window: ResultsWindow) => void;
  onShare: () => void;
}) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const { id } = survey;
  const { data, error, refetch } = useQuery({ ...resultsQuery(id, chosen), placeholderData: keepPreviousData });
  const [live, setLive] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        void queries.invalidateQueries({ queryKey: resultsQuery(id).queryKey.slice(0, 3) });
        void queries.invalidateQueries({ queryKey: surveyQuery(id).queryKey });
        void queries.invalidateQueries({ queryKey: surveysQuery.queryKey });
        // Texts lie among what people say a moment later.
        setTimeout(() => void queries.invalidateQueries({ queryKey: voiceKey }), 2_000);
      }, gatherMs);
    };
    void followAnswers(id, heard, setLive, stop.signal);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [id, queries]);
  const narrowed = Boolean(chosen.from || chosen.to || chosen.step);
  return (
    <div className="results">
      <div className="results__filters" role="group" aria-label={t('surveys.narrow')}>
        <label className="field">
          {t('surveys.from')}
          <input className="input input--small" type="date" value={chosen.from ?? ''} max={chosen.to} onChange={(event) => onWindow({ ...chosen, from: event.target.value || undefined })} />
        </label>
        <label className="field">
          {t('surveys.to')}
          <input className="input input--small" type="date" value={chosen.to ?? ''} min={chosen.from} onChange={(event) => onWindow({ ...chosen, to: event.target.value || undefined })} />
        </label>
        <StepField label={t('surveys.aboutStep')} none={t('surveys.allSteps')} value={chosen.step} onStep={(step) => onWindow({ ...chosen, step })} />
        {narrowed && <Button small look="quiet" icon="close" label={t('surveys.wholeTime')} onClick={() => onWindow({ from: undefined, to: undefined, step: undefined })} />}
        <span className={`live-mark ${live ? 'live-mark--on' : ''}`} role="status">
          {live ? t('surveys.live') : t('surveys.notLive')}
        </span>
      </div>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label={t('common.loading')} rows={6} height={80} />}
      {data && data.sittings === 0 && (
        <section className="panel">
          <Empty
            icon="comment"
            title={narrowed ? t('surveys.noneHere') : t('surveys.noAnswers')}
            text={narrowed ? t('surveys.noneHereText') : survey.state === 'open' ? t('surveys.noAnswersText') : t('surveys.noAnswersClosed')}
            actions={!narrowed && <Button look="primary" icon="share" label={t('surveys.tab_share')} onClick={onShare} />}
          />
        </section>
      )}
      {data && data.sittings > 0 && <Counted survey={survey} results={data} lang={lang} />}
    </div>
  );
}

function Counted({ survey, results, lang }: { survey: SurveyView; results: SurveyResults; lang: 'ru' | 'en' }) {
  const { t } = useText();
  const places = useStepPlaces();
  const place = placeOf(places, survey.step);
  const { response } = results;
  const anySuppressed = results.questions.some((question) => question.estimate?.suppressed);
  const csv = () => save(`${(inLang(survey.title, lang) || 'survey').replace(/[\\/:*?"<>|]/g, ' ')}.csv`, new Blob(['\ufeff', toCsv(['question_id', 'question', 'kind', 'row', 'value', 'text', 'n', 'share', 'lo', 'hi'], resultRows(results, lang))], { type: 'text/csv' }));
  return (
    <>
      <section className="panel results__head" aria-label={t('surveys.summary')}>
        <p className="results__big">
          <b className="num">{formatCount(results.sittings, lang)}</b>
          <span>{t('surveys.peopleAnswered', { count: results.sittings })}</span>
        </p>
        {response?.value !== undefined && (
          <p className="results__big">
            <b className="num">{formatShare(response.value / 100, lang, 0)}</b>
            <span>
              {t('surveys.response')}
              <span className="muted num">
                {inLang(response.base, lang)}
                {response.lo !== undefined && response.hi !== undefined && ` · ${t('surveys.interval95', { lo: formatShare(response.lo / 100, lang, 0), hi: formatShare(response.hi / 100, lang, 0), level: formatShare(response.level, lang, 0) })}`}
              </span>
            </span>
          </p>
        )}
        {results.first_at && results.last_at && (
          <p className="muted num results__when">
            {formatDay(results.first_at, lang)}
            {formatDay(results.first_at, lang) !== formatDay(results.last_at, lang) && ` – ${formatDay(results.last_at, lang)}`}
          </p>
        )}
        <span className="results__links">
          <Link to="/voice/items" search={{ source: 'surveys', ...(survey.step ? { step: survey.step } : {}) }} className="button button--small">
            <Icon name="comment" size={15} />
            {t('surveys.toVoice')}
          </Link>
          {place && (
            <Link to="/maps/$id" params={{ id: place.map.id }} search={{ record: `step:${place.step.id}` }} className="button button--small">
              <Icon name="map" size={15} />
              {t('surveys.toStep', { step: place.name })}
            </Link>
          )}
          <Button small icon="download" label="CSV" title={t('surveys.csv')} onClick={csv} />
        </span>
      </section>
      {anySuppressed && (
        <Note title={t('surveys.few')}>
          <p>{t('surveys.fewText')}</p>
        </Note>
      )}
      <SurveyWaves results={results} />
      <ol className="results__questions">
        {results.questions.map((question, i) => (
          <QuestionCard key={question.id} result={question} number={i + 1} asked={survey.document.questions.find((one) => one.id === question.id)} />
        ))}
      </ol>
    </>
  );
}
