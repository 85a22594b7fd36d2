import '../voice/voice.css';
import './surveys.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { patchSurvey, putSurvey, resultsQuery, surveyQuery, surveysQuery, type Survey, type SurveyState, type SurveyView } from '../../api/surveys';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Icon, Loading } from '../../ui';
import { BuildTab } from './BuildTab';
import { DraftMark, DraftTrouble } from './DraftMark';
import { placeOfProblem } from './document';
import { Problems, useProblems } from './problems';
import { ResultsTab } from './ResultsTab';
import { ShareTab } from './ShareTab';
import { tabs, type Tab } from './state';
import { useDraft } from './useDraft';
import { stateIcons } from './words';

const route = getRouteApi('/voice/surveys/$id');

/** One survey: built, shared, and what came back. */
export function SurveyPage() {
  const { t } = useText();
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(surveyQuery(id));
  if (error && !data) {
    return (
      <div className="survey">
        <Back />
        <Trouble error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  return data ? <Opened key={id} survey={data} /> : <Loading label={t('common.loading')} rows={7} height={48} />;
}

function Back() {
  const { t } = useText();
  return (
    <Link to="/voice/surveys" className="survey__back">
      <Icon name="back" size={16} />
      {t('voice.page_surveys')}
    </Link>
  );
}

function Opened({ survey: stored }: { survey: SurveyView }) {
  const { t, lang } = useText();
  const { tab = 'build', q = 'start', from, to, step } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const mayNot = useMayNot('editor');
  const { id } = stored;
  const keep = (view: SurveyView) => {
    queries.setQueryData(surveyQuery(id).queryKey, view);
    void queries.invalidateQueries({ queryKey: surveysQuery.queryKey });
  };
  const draft = useDraft<Survey>({
    stored,
    put: (document, revision) => putSurvey(id, document, revision),
    fetchAgain: () => queries.fetchQuery({ ...surveyQuery(id), staleTime: 0 }),
    onSaved: (view) => {
      keep(view as SurveyView);
      // A question that was renamed or added has its own row there.
      void queries.invalidateQueries({ queryKey: resultsQuery(id).queryKey.slice(0, 3), refetchType: 'none' });
    },
  });
  const problems = useProblems(draft.document) ?? stored.problems;
  const change = useMutation({ mutationFn: (to: { state?: SurveyState; public?: boolean }) => patchSurvey(id, to), onSuccess: keep });
  const title = inLang(draft.document.title, lang) || t('surveys.untitled');
  useEffect(() => {
    document.title = `${title} · ${t('voice.page_surveys')} · ${t('shell.name')}`;
  }, [t, title]);
  const show = (next: Tab) => void navigate({ search: (now) => ({ ...now, tab: next === 'build' ? undefined : next }) });
  const look = (place: string) => void navigate({ search: (now) => ({ ...now, tab: undefined, q: place === 'start' ? undefined : place }), replace: true, resetScroll: false });
  const firstWrong = problems[0];
  const lookAtWrong = () => {
    const at = firstWrong && placeOfProblem(firstWrong.path);
    look(at === undefined ? 'start' : (draft.document.questions[at]?.id ?? 'start'));
  };
  const unsaved = draft.state !== 'saved';
  const closed = mayNot ?? (problems.length > 0 ? t('surveys.mendFirst', { count: problems.length }) : unsaved ? t('surveys.notSavedYet') : undefined);
  return (
    <Problems.Provider value={problems}>
      <div className="survey">
        <header className="survey__head">
          <Back />
          <h1 className="survey__title">{title}</h1>
          <StateChip state={stored.state} />
          <DraftMark draft={draft} />
          <span className="survey__tools">
            {tab === 'build' && (
              <>
                <Button small look="quiet" icon="undo" iconOnly label={t('surveys.undo')} disabled={!draft.canUndo} onClick={draft.undo} />
                <Button small look="quiet" icon="redo" iconOnly label={t('surveys.redo')} disabled={!draft.canRedo} onClick={draft.redo} />
              </>
            )}
            {stored.state === 'open' ? (
              <Button icon="lock" label={t('surveys.close')} disabled={mayNot !== undefined || change.isPending} title={mayNot} onClick={() => change.mutate({ state: 'closed' })} />
            ) : (
              <Button look="primary" icon="check" label={stored.state === 'draft' ? t('surveys.publish') : t('surveys.reopen')} disabled={closed !== undefined || change.isPending} title={closed} onClick={() => change.mutate({ state: 'open' }, { onSuccess: () => show('share') })} />
            )}
          </span>
        </header>
        <nav className="survey__tabs" aria-label={t('surveys.parts')}>
          {tabs.map((one) => (
            <button key={one} type="button" aria-current={one === tab ? 'page' : undefined} onClick={() => show(one)}>
              <Icon name={one === 'build' ? 'pencil' : one === 'share' ? 'share' : 'kpis'} size={16} />
              {t(`surveys.tab_${one}`)}
              {one === 'results' && stored.answers > 0 && <span className="survey__count num">{formatCount(stored.answers, lang)}</span>}
            </button>
          ))}
          {problems.length > 0 && (
            <button type="button" className="survey__problems" onClick={lookAtWrong}>
              <Icon name="alert" size={15} />
              {t('surveys.problems', { count: problems.length })}
            </button>
          )}
        </nav>
        <DraftTrouble draft={draft} />
        {change.error && <Trouble error={change.error} />}
        {tab === 'build' && <BuildTab draft={draft} look={q} mayNot={mayNot} onLook={look} />}
        {tab === 'share' && <ShareTab survey={stored} mayNot={mayNot} onChange={(to) => change.mutate(to)} />}
        {tab === 'results' && <ResultsTab survey={stored} window={{ from, to, step }} onWindow={(window) => void navigate({ search: (now) => ({ ...now, ...window }), replace: true, resetScroll: false })} onShare={() => show('share')} />}
      </div>
    </Problems.Provider>
  );
}

export function StateChip({ state }: { state: SurveyState }) {
  const { t } = useText();
  return (
    <span className={`survey-state survey-state--${state}`}>
      <Icon name={stateIcons[state]} size={13} />
      {t(`surveys.state_${state}`)}
    </span>
  );
}
