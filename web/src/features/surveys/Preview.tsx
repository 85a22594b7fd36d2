import './preview.css';
import { useState } from 'react';
import type { Survey } from '../../api/surveys';
import { useText } from '../../app/i18n';
import { Button, Segmented } from '../../ui';
import { AnswerPage } from './AnswerPage';
import { languagesOf, type SurveyLang } from './document';
import { nextScreen, wrongWith, type Answers, type Given } from './flow';
import { Frame } from './Frame';

/** Where the walk through a survey stands. */
interface Walk {
  answers: Answers;
  /** Ids of the questions of this page; empty at the end. */
  screen: string[];
  first: boolean;
  wrong: boolean;
}

/** Where the work is: the thanks, one question, or the beginning. */
function lookingAt(survey: Survey, look: string): Walk {
  const start = fromStart(survey);
  if (look === 'thanks') return { ...start, screen: [] };
  const known = survey.questions.some((question) => question.id === look);
  return known && !start.screen.includes(look) ? { answers: {}, screen: [look], first: false, wrong: false } : start;
}

const fromStart = (survey: Survey): Walk => ({ answers: {}, screen: nextScreen(survey, {}).map((one) => one.id), first: true, wrong: false });

/** The page of answers on a telephone, as whoever answers will see it; it can be walked, and nothing is kept. */
export function Preview({ survey, look }: {
  survey: Survey;
  /** The question that is worked on, or the beginning or the end. */
  look: string;
}) {
  const { t, lang } = useText();
  const known = languagesOf(survey);
  const [picked, setPicked] = useState<SurveyLang>(lang);
  const language = known.includes(picked) ? picked : (known[0] ?? lang);
  const [walk, setWalk] = useState(() => lookingAt(survey, look));
  const [looked, setLooked] = useState({ look, survey });
  // Whoever turns to a question sees it; a page that was changed under the walk is asked anew.
  if (looked.look !== look || looked.survey !== survey) {
    setLooked({ look, survey });
    const ids = survey.questions.map((question) => question.id);
    const turned = looked.look !== look || looked.survey.questions.length !== ids.length;
    const gone = walk.screen.some((id) => !ids.includes(id));
    if (look === 'thanks') setWalk({ ...walk, screen: [], wrong: false });
    else if (look === 'start' && (turned || gone || walk.screen.length === 0)) setWalk(fromStart(survey));
    else if (ids.includes(look) && (turned || gone) && !walk.screen.includes(look)) setWalk({ answers: {}, screen: [look], first: false, wrong: false });
    else if (walk.first) setWalk({ ...walk, screen: nextScreen(survey, Object.fromEntries(Object.entries(walk.answers).filter(([id]) => !walk.screen.includes(id)))).map((one) => one.id) });
  }
  const screen = survey.questions.filter((question) => walk.screen.includes(question.id));
  const last = screen.at(-1);
  const mayGoOn = last !== undefined && survey.questions.indexOf(last) + 1 < survey.questions.length;
  const answer = (id: string, given: Given) => setWalk((now) => ({ ...now, answers: { ...now.answers, [id]: given } }));
  const goOn = () => {
    if (screen.some((question) => wrongWith(question, walk.answers[question.id]))) return setWalk({ ...walk, wrong: true });
    const answers = { ...walk.answers };
    for (const question of screen) answers[question.id] ??= {};
    // A walk that began in the middle goes on from there.
    const at = Math.min(...screen.map((question) => survey.questions.indexOf(question)));
    const passed = walk.first || Object.keys(walk.answers).some((id) => survey.questions.findIndex((one) => one.id === id) < at) ? {} : Object.fromEntries(survey.questions.slice(0, at).map((one) => [one.id, {}]));
    const all = { ...passed, ...answers };
    setWalk({ answers: all, screen: nextScreen(survey, all).map((one) => one.id), first: false, wrong: false });
  };
  return (
    <section className="phone" aria-label={t('surveys.preview')}>
      <div className="phone__tools">
        {known.length > 1 ? (
          <Segmented label={t('surveys.previewLanguage')} choices={known.map((one) => ({ value: one, label: one === 'ru' ? 'Русский' : 'English' }))} value={language} onChange={setPicked} />
        ) : (
          <span className="muted">{t('surveys.preview')}</span>
        )}
        <Button small look="quiet" icon="refresh" label={t('surveys.fromStart')} onClick={() => setWalk(fromStart(survey))} />
      </div>
      <div className="phone__body">
        <span className="phone__ear" aria-hidden="true" />
        <Frame title={t('surveys.preview')} language={language} scrollKey={`${walk.screen.join()} ${walk.first}`}>
          <AnswerPage survey={survey} language={language} screen={screen} first={walk.first} ends={!mayGoOn} answers={walk.answers} wrong={walk.wrong} onAnswer={answer} onNext={goOn} onLanguage={setPicked} />
        </Frame>
      </div>
      <p className="muted phone__note">{t('surveys.previewNote')}</p>
    </section>
  );
}
