import './studies.css';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { deleteStudy, putStudy, studiesKey, studyQuery, surveyQuery, surveysQuery, type Study, type StudyQuestion, type StudyView } from '../../api/surveys';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Icon, Loading } from '../../ui';
import { Check } from '../../ui/Check';
import { Confirm } from '../../ui/Confirm';
import { DraftMark, DraftTrouble } from '../surveys/DraftMark';
import { questionName } from '../surveys/words';
import { useDraft } from '../surveys/useDraft';
import { freshQuestion, moved, sendable, withAbout, withQuestion } from './document';
import { Progress } from './StudiesPage';

const route = getRouteApi('/voice/studies/$id');

/** One study: its questions, who asks each, what was found, and what stays open. */
export function StudyPage() {
  const { t } = useText();
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(studyQuery(id));
  if (error && !data) return <Trouble error={error} onRetry={() => void refetch()} />;
  return data ? <Opened key={id} study={data} /> : <Loading label={t('common.loading')} rows={6} height={64} />;
}

function Opened({ study }: { study: StudyView }) {
  const { t } = useText();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const mayNot = useMayNot('editor');
  const [removing, setRemoving] = useState(false);
  const [adding, setAdding] = useState('');
  const { id } = study;
  const draft = useDraft<Study>({
    stored: study,
    put: (document, revision) => putStudy(id, sendable(document), revision),
    fetchAgain: () => queries.fetchQuery({ ...studyQuery(id), staleTime: 0 }),
    onSaved: (view) => {
      queries.setQueryData(studyQuery(id).queryKey, view as StudyView);
      void queries.invalidateQueries({ queryKey: [...studiesKey, 'list'] });
    },
  });
  const { document: doc, change } = draft;
  useEffect(() => {
    document.title = `${doc.title} · ${t('voice.page_studies')} · ${t('shell.name')}`;
  }, [t, doc.title]);
  const add = () => {
    const text = adding.trim();
    if (!text) return;
    change((now) => ({ ...now, questions: [...now.questions, freshQuestion(now, text)] }));
    setAdding('');
  };
  return (
    <div className="study">
      <header className="survey__head">
        <Link to="/voice/studies" className="survey__back">
          <Icon name="back" size={16} />
          {t('voice.page_studies')}
        </Link>
        <DraftMark draft={draft} />
        <span className="survey__tools">
          <Button small look="quiet" icon="undo" iconOnly label={t('surveys.undo')} disabled={!draft.canUndo} onClick={draft.undo} />
          <Button small look="quiet" icon="redo" iconOnly label={t('surveys.redo')} disabled={!draft.canRedo} onClick={draft.redo} />
          <Button small look="quiet" icon="trash" label={t('studies.delete')} disabled={mayNot !== undefined} title={mayNot} onClick={() => setRemoving(true)} />
        </span>
      </header>
      <DraftTrouble draft={draft} />
      <fieldset className="study__fields" disabled={mayNot !== undefined}>
        <legend className="hidden-text">{doc.title}</legend>
        <section className="panel study__head">
          <textarea className="study__title" rows={1} aria-label={t('studies.title')} value={doc.title} maxLength={500} onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()} onChange={(event) => change((now) => ({ ...now, title: event.target.value }), 'title')} />
          <textarea className="study__about" aria-label={t('studies.aboutField')} placeholder={t('studies.aboutHint')} rows={1} value={doc.about ?? ''} maxLength={4_000} onChange={(event) => change((now) => withAbout(now, event.target.value), 'about')} />
          <Progress study={study} />
        </section>
        <ol className="study__questions">
          {doc.questions.map((question, i) => (
            <QuestionRow
              key={question.id}
              question={question}
              number={i + 1}
              last={i === doc.questions.length - 1}
              state={study.states.find((one) => one.question === question.id)}
              onChange={(to, field) => change((now) => withQuestion(now, question.id, to), field && `${question.id}.${field}`)}
              onMove={(by) => change((now) => moved(now, i, i + by))}
              onRemove={() => change((now) => ({ ...now, questions: now.questions.filter((one) => one.id !== question.id) }))}
            />
          ))}
        </ol>
        <div className="panel study__add">
          <input
            className="input"
            aria-label={t('studies.add')}
            placeholder={t('studies.addHint')}
            value={adding}
            maxLength={500}
            onChange={(event) => setAdding(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <Button icon="plus" label={t('studies.add')} disabled={!adding.trim()} onClick={add} />
        </div>
      </fieldset>
      {removing && (
        <Confirm
          title={t('studies.deleteTitle', { name: doc.title })}
          text={t('studies.deleteText')}
          action={t('studies.delete')}
          cancel={t('common.cancel')}
          closeLabel={t('common.close')}
          onConfirm={async () => {
            await deleteStudy(id);
            await navigate({ to: '/voice/studies' });
            await queries.invalidateQueries({ queryKey: studiesKey });
          }}
          onClose={() => setRemoving(false)}
          trouble={(refused) => <Trouble error={refused} />}
        />
      )}
    </div>
  );
}

function QuestionRow({ question, number, last, state, onChange, onMove, onRemove }: {
  question: StudyQuestion;
  number: number;
  last: boolean;
  state: StudyView['states'][number] | undefined;
  onChange: (change: Partial<StudyQuestion>, field?: string) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}) {
  const { t, lang } = useText();
  const answered = state?.state ?? 'not_asked';
  return (
    <li className="panel study-question">
      <header className="study-question__head">
        <span className="edit__number num">{number}</span>
        <textarea className="study-question__text" rows={1} aria-label={t('surveys.questionNumber', { number })} value={question.text} maxLength={500} onChange={(event) => onChange({ text: event.target.value }, 'text')} />
        <span className={`study-state answered-words--${answered}`}>
          <span className={`study-progress__mark answered--${answered}`} aria-hidden="true" />
          {t(`studies.state_${answered}`)}
          {state && state.answers > 0 && <span className="num"> · {t('studies.answers', { count: state.answers, shown: formatCount(state.answers, lang) })}</span>}
        </span>
        <span className="edit__tools">
          <Button small look="quiet" icon="arrow_up" iconOnly label={t('surveys.up')} disabled={number === 1} onClick={() => onMove(-1)} />
          <Button small look="quiet" icon="arrow_down" iconOnly label={t('surveys.down')} disabled={last} onClick={() => onMove(1)} />
          <Button small look="quiet" icon="trash" iconOnly label={t('studies.removeQuestion')} onClick={onRemove} />
        </span>
      </header>
      <div className="study-question__body">
        <AskedIn asked={question.asked_in ?? []} onAsked={(asked_in) => onChange({ asked_in })} />
        <div className="study-question__found">
          <label className="field">
            {t('studies.finding')}
            <textarea className="input study-lines" rows={2} value={question.finding ?? ''} maxLength={4_000} placeholder={t('studies.findingHint')} onChange={(event) => onChange({ finding: event.target.value }, 'finding')} />
          </label>
          <Check label={t('studies.settled')} checked={question.settled ?? false} disabled={question.finding?.trim() ? undefined : t('studies.settledNeeds')} onChange={(settled) => onChange({ settled })} />
        </div>
      </div>
    </li>
  );
}

/** Which questions of which surveys ask it; each leads to its answers. */
function AskedIn({ asked, onAsked }: { asked: NonNullable<StudyQuestion['asked_in']>; onAsked: (asked: NonNullable<StudyQuestion['asked_in']>) => void }) {
  const { t, lang } = useText();
  const { data: surveys } = useQuery(surveysQuery);
  const [picking, setPicking] = useState('');
  const ids = [...new Set([...asked.map((one) => one.survey), ...(picking ? [picking] : [])])];
  const known = useQueries({ queries: ids.map((id) => ({ ...surveyQuery(id), retry: false, staleTime: 30_000 })) });
  const documents = new Map(ids.map((id, i) => [id, known[i]?.data?.document]));
  const titleOf = (id: string) => inLang(documents.get(id)?.title ?? surveys?.find((one) => one.id === id)?.title, lang) || t('studies.goneSurvey');
  const offered = documents.get(picking)?.questions ?? [];
  return (
    <div className="asked-in">
      <span className="asked-in__title">{t('studies.askedIn')}</span>
      {asked.length === 0 && <span className="muted">{t('studies.askedNowhere')}</span>}
      <ul className="asked-in__list">
        {asked.map((one, i) => {
          const questions = documents.get(one.survey)?.questions ?? [];
          const at = questions.findIndex((question) => question.id === one.question);
          const found = questions[at];
          return (
            <li key={`${one.survey} ${one.question}`}>
              <Link to="/voice/surveys/$id" params={{ id: one.survey }} search={{ tab: 'results' }}>
                {titleOf(one.survey)}
              </Link>
              <span>{found ? `${at + 1}. ${questionName(found, at + 1, t, lang)}` : one.question}</span>
              <Button small look="quiet" icon="close" iconOnly label={t('studies.unlink', { name: titleOf(one.survey) })} onClick={() => onAsked(asked.toSpliced(i, 1))} />
            </li>
          );
        })}
      </ul>
      <div className="asked-in__pick">
        <select className="select select--small" aria-label={t('studies.pickSurvey')} value={picking} disabled={(surveys?.length ?? 0) === 0} title={surveys?.length === 0 ? t('surveys.none') : undefined} onChange={(event) => setPicking(event.target.value)}>
          <option value="">{t('studies.pickSurvey')}</option>
          {surveys?.map((one) => (
            <option key={one.id} value={one.id}>
              {inLang(one.title, lang) || t('surveys.untitled')}
            </option>
          ))}
        </select>
        {picking && (
          <select
            className="select select--small"
            aria-label={t('studies.pickQuestion')}
            value=""
            onChange={(event) => {
              onAsked([...asked, { survey: picking, question: event.target.value }]);
              setPicking('');
            }}
          >
            <option value="">{t('studies.pickQuestion')}</option>
            {offered
              .map((question, i) => ({ question, i }))
              .filter(({ question }) => !asked.some((one) => one.survey === picking && one.question === question.id))
              .map(({ question, i }) => (
                <option key={question.id} value={question.id}>
                  {i + 1}. {questionName(question, i + 1, t, lang)}
                </option>
              ))}
          </select>
        )}
      </div>
    </div>
  );
}
