import './surveys.css';
import * as Menu from '@radix-ui/react-dropdown-menu';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { addSurvey, deleteSurvey, resultsQuery, surveyQuery, surveysQuery, type SurveyHead, type SurveyResults, type SurveyState } from '../../api/surveys';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatAgo, formatCount, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Empty, Icon, Loading } from '../../ui';
import { Confirm } from '../../ui/Confirm';
import { Spark } from '../voice/parts';
import { NewSurvey } from './NewSurvey';
import { placeOf, useStepPlaces } from './StepField';
import { StateChip } from './SurveyPage';

const route = getRouteApi('/voice/surveys');

/** Of so many the answers are counted for the list: those that live first. */
const countedMax = 24;
const order: Record<SurveyState, number> = { open: 0, draft: 1, closed: 2 };

/** Surveys of the workspace: those that take answers first. */
export function SurveysPage() {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayNot = useMayNot('editor');
  const { data, error, refetch } = useQuery(surveysQuery);
  const [removing, setRemoving] = useState<SurveyHead | null>(null);
  const queries = useQueryClient();
  const places = useStepPlaces();
  const surveys = [...(data ?? [])].sort((a, b) => order[a.state] - order[b.state] || (a.updated_at < b.updated_at ? 1 : -1));
  const counted = surveys.filter((survey) => survey.answers > 0).slice(0, countedMax);
  const results = useQueries({ queries: counted.map((survey) => ({ ...resultsQuery(survey.id), staleTime: 30_000 })) });
  const resultOf = new Map(counted.map((survey, i) => [survey.id, results[i]?.data]));
  const make = <Button look="primary" icon="plus" label={t('surveys.new')} disabled={mayNot !== undefined} title={mayNot} onClick={() => void navigate({ search: { new: 'yes' } })} />;
  return (
    <div className="surveys">
      <header className="surveys__head">
        <p className="muted">{t('surveys.about')}</p>
        {surveys.length > 0 && make}
      </header>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label={t('common.loading')} rows={4} height={96} />}
      {data && surveys.length === 0 && (
        <section className="panel">
          <Empty icon="comment" title={t('surveys.none')} text={t('surveys.noneText')} actions={make} />
        </section>
      )}
      <ul className="surveys__list">
        {surveys.map((survey) => (
          <li key={survey.id} className="panel survey-card">
            <header className="survey-card__head">
              <StateChip state={survey.state} />
              {!survey.public && <span className="chip">{t('surveys.invitedOnly')}</span>}
              <CardMenu survey={survey} mayNot={mayNot} onRemove={() => setRemoving(survey)} />
            </header>
            <h2 className="survey-card__title">
              <Link to="/voice/surveys/$id" params={{ id: survey.id }} search={survey.answers > 0 ? { tab: 'results' } : {}}>
                {inLang(survey.title, lang) || t('surveys.untitled')}
              </Link>
            </h2>
            <p className="muted survey-card__about">
              {t('surveys.nQuestions', { count: survey.questions })} · {survey.languages.map((one) => one.toUpperCase()).join(', ')}
              {survey.step && ` · ${placeOf(places, survey.step)?.name ?? survey.step}`}
            </p>
            <Numbers survey={survey} results={resultOf.get(survey.id)} />
            <p className="muted survey-card__when">{t('surveys.changed', { ago: formatAgo(survey.updated_at, Date.now(), lang) })}</p>
          </li>
        ))}
      </ul>
      {search.new && <NewSurvey onClose={() => void navigate({ search: {} })} />}
      {removing && (
        <Confirm
          title={t('surveys.deleteTitle', { name: inLang(removing.title, lang) })}
          text={t('surveys.deleteText')}
          action={t('surveys.delete')}
          cancel={t('common.cancel')}
          closeLabel={t('common.close')}
          onConfirm={() => deleteSurvey(removing.id).then(() => queries.invalidateQueries({ queryKey: surveysQuery.queryKey }))}
          onClose={() => setRemoving(null)}
          trouble={(refused) => <Trouble error={refused} />}
        />
      )}
    </div>
  );
}

function Numbers({ survey, results }: { survey: SurveyHead; results: SurveyResults | undefined }) {
  const { t, lang } = useText();
  const waves = results?.waves ?? [];
  return (
    <div className="survey-card__numbers">
      <span className="survey-card__n">
        <b className="num">{formatCount(survey.answers, lang)}</b>
        <span className="muted">{t('surveys.answersWord', { count: survey.answers })}</span>
      </span>
      {results?.response?.value !== undefined && (
        <span className="survey-card__n">
          <b className="num">{formatShare(results.response.value / 100, lang)}</b>
          <span className="muted">{t('surveys.ofInvited', { shown: formatCount(results.invitations.sent, lang) })}</span>
        </span>
      )}
      {waves.length > 1 && <Spark values={waves.map((wave) => wave.value.n)} label={t('surveys.byMonth', { from: waves[0]?.name, to: waves.at(-1)?.name })} width={96} height={32} />}
    </div>
  );
}

function CardMenu({ survey, mayNot, onRemove }: { survey: SurveyHead; mayNot?: string; onRemove: () => void }) {
  const { t, lang } = useText();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const name = t('surveys.actions', { name: inLang(survey.title, lang) });
  const copy = async () => {
    const { document } = await queries.fetchQuery(surveyQuery(survey.id));
    const title = Object.fromEntries(Object.entries(document.title).map(([key, words]) => [key, key === 'ru' ? `${words} (копия)` : `${words} (copy)`]));
    const made = await addSurvey({ ...document, title });
    await queries.invalidateQueries({ queryKey: surveysQuery.queryKey });
    void navigate({ to: '/voice/surveys/$id', params: { id: made.id } });
  };
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button button--quiet button--icon button--small survey-card__menu" aria-label={name} title={name}>
        <Icon name="more" size={17} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          {(['build', 'share', 'results'] as const).map((tab) => (
            <Menu.Item key={tab} className="menu__item" onSelect={() => void navigate({ to: '/voice/surveys/$id', params: { id: survey.id }, search: tab === 'build' ? {} : { tab } })}>
              <Icon name={tab === 'build' ? 'pencil' : tab === 'share' ? 'share' : 'kpis'} size={16} />
              {t(`surveys.tab_${tab}`)}
            </Menu.Item>
          ))}
          <Menu.Item className="menu__item" disabled={mayNot !== undefined} title={mayNot} onSelect={() => void copy()}>
            <Icon name="copy" size={16} />
            {t('surveys.copy')}
          </Menu.Item>
          <Menu.Item className="menu__item menu__item--danger" disabled={mayNot !== undefined} title={mayNot} onSelect={onRemove}>
            <Icon name="trash" size={16} />
            {t('surveys.delete')}
          </Menu.Item>
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
