import type { ReactNode } from 'react';
import type { Survey, SurveyQuestion } from '../../api/surveys';
import type { LocalText } from '../../api/types';
import { answerWords } from './answerWords';
import { languagesOf, offeredEmotions, scaleOf, type SurveyLang } from './document';
import { wrongWith, type Answers, type Given } from './flow';

interface PageProps {
  survey: Survey;
  language: SurveyLang;
  screen: SurveyQuestion[];
  first: boolean;
  /** No page follows. */
  ends: boolean;
  answers: Answers;
  /** Whether what is missing is shown. */
  wrong: boolean;
  onAnswer: (id: string, given: Given) => void;
  onNext: () => void;
  onLanguage: (language: SurveyLang) => void;
}

/** The text in the language of the page, else what the server would show in its place. */
const shown = (text: LocalText | undefined, language: SurveyLang): string => text?.[language] ?? text?.und ?? text?.en ?? Object.values(text ?? {})[0] ?? '';

const lines = (text: string): ReactNode => text.split('\n').flatMap((line, i) => (i === 0 ? [line] : [<br key={i} />, line]));

/** The same page the server makes of a survey, drawn in the browser. */
export function AnswerPage({ survey, language, screen, first, ends, answers, wrong, onAnswer, onNext, onLanguage }: PageProps) {
  const words = answerWords[language];
  const say = (text: LocalText | undefined) => shown(text, language);
  if (screen.length === 0) {
    return (
      <main>
        <div className="done">
          <svg viewBox="0 0 48 48" aria-hidden="true">
            <circle cx="24" cy="24" r="22" />
            <path d="M14 25l7 7 14-15" />
          </svg>
          <h1>{say(survey.thanks) || words.thanks}</h1>
          <p className="soft">{words.closable}</p>
        </div>
      </main>
    );
  }
  const at = survey.questions.indexOf(screen[0] as SurveyQuestion);
  const part = Math.floor((100 * Math.max(0, at)) / survey.questions.length);
  const bad = wrong ? screen.filter((question) => wrongWith(question, answers[question.id])) : [];
  return (
    <main>
      {first && survey.languages.length > 1 && (
        <nav className="languages">
          {languagesOf(survey).map((one) => (
            <a key={one} href={`#${one}`} lang={one} aria-current={one === language ? 'true' : undefined} onClick={(event) => (event.preventDefault(), onLanguage(one))}>
              {one === 'ru' ? 'Русский' : 'English'}
            </a>
          ))}
        </nav>
      )}
      <h1>{say(survey.title)}</h1>
      {first && say(survey.intro) && <p className="intro">{lines(say(survey.intro))}</p>}
      {survey.questions.length > 1 && (
        <progress max={100} value={part} aria-label={words.progress}>
          {part}%
        </progress>
      )}
      {bad.length > 0 && (
        <div className="wrong" role="alert">
          <p>{words.mend}</p>
        </div>
      )}
      {screen.map((question) => (
        <Question key={question.id} question={question} language={language} given={answers[question.id] ?? {}} wrong={bad.includes(question)} onGiven={(given) => onAnswer(question.id, given)} />
      ))}
      <button type="button" onClick={onNext}>
        {ends ? words.send : words.next}
      </button>
    </main>
  );
}

interface QuestionProps {
  question: SurveyQuestion;
  language: SurveyLang;
  given: Given;
  wrong: boolean;
  onGiven: (given: Given) => void;
}

function Question({ question, language, given, wrong, onGiven }: QuestionProps) {
  const words = answerWords[language];
  const say = (text: LocalText | undefined) => shown(text, language);
  const most = question.kind.kind === 'multi' || question.kind.kind === 'emotion' ? (question.kind.most ?? 0) : 0;
  const text = (
    <>
      {lines(say(question.text))}
      {question.required && <span className="soft"> ({words.required})</span>}
    </>
  );
  const below = (
    <>
      {say(question.help) && <p className="soft">{lines(say(question.help))}</p>}
      {wrong && <p className="mend">{wrongWith(question, given) === 'too_many' ? words.tooMany(most) : words.pleaseAnswer}</p>}
    </>
  );
  if (question.kind.kind === 'text') {
    return (
      <div className="question">
        <label className="asked" htmlFor={`${question.id}-text`}>
          {text}
        </label>
        {below}
        <Words id={`${question.id}-text`} long={question.kind.long ?? false} value={given.text ?? ''} onValue={(value) => onGiven({ ...given, text: value })} />
      </div>
    );
  }
  return (
    <fieldset className="question">
      <legend className="asked">{text}</legend>
      {below}
      <Choices question={question} language={language} given={given} onGiven={onGiven} />
      {say(question.comment) && (
        <>
          <label className="comment" htmlFor={`${question.id}-text`}>
            {lines(say(question.comment))}
          </label>
          <Words id={`${question.id}-text`} long value={given.text ?? ''} onValue={(value) => onGiven({ ...given, text: value })} />
        </>
      )}
    </fieldset>
  );
}

function Words({ id, long, value, onValue }: { id: string; long: boolean; value: string; onValue: (value: string) => void }) {
  return long ? <textarea id={id} rows={4} value={value} onChange={(event) => onValue(event.target.value)} /> : <input id={id} value={value} onChange={(event) => onValue(event.target.value)} />;
}

export const mouths = ['M15 34q9 -11 18 0', 'M16 33q8 -5 16 0', 'M16 32h16', 'M16 30q8 6 16 0', 'M14 28q10 14 20 0z'] as const;

function Choices({ question, language, given, onGiven }: Omit<QuestionProps, 'wrong'>) {
  const words = answerWords[language];
  const { kind, id } = question;
  if (kind.kind === 'faces') {
    return (
      <div className="faces">
        {mouths.map((mouth, i) => (
          <label key={mouth} className={`face${i + 1}`}>
            <input type="radio" name={id} checked={given.score === i + 1} onChange={() => onGiven({ ...given, score: i + 1 })} />
            <svg viewBox="0 0 48 48" aria-hidden="true">
              <circle cx="24" cy="24" r="21" />
              <circle className="eye" cx="17" cy="19" r="2.2" />
              <circle className="eye" cx="31" cy="19" r="2.2" />
              <path d={mouth} />
            </svg>
            <span>{words.faces[i]}</span>
          </label>
        ))}
      </div>
    );
  }
  if (kind.kind === 'choice' || kind.kind === 'multi') {
    const several = kind.kind === 'multi';
    const toggled = (option: string) => {
      if (!several) return { ...given, choices: [option], other: undefined };
      const chosen = given.choices ?? [];
      return { ...given, choices: chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option] };
    };
    return (
      <>
        {several && <p className="soft">{words.several}</p>}
        <div className="options">
          {kind.options.map((option) => (
            <label key={option.id}>
              <input type={several ? 'checkbox' : 'radio'} name={id} checked={given.choices?.includes(option.id) ?? false} onChange={() => onGiven(toggled(option.id))} />
              <span>{shown(option.text, language)}</span>
            </label>
          ))}
          {kind.other && (
            <>
              <label className="own">
                <input type={several ? 'checkbox' : 'radio'} name={id} checked={given.other !== undefined} onChange={() => onGiven({ ...given, ...(several ? {} : { choices: [] }), other: several && given.other !== undefined ? undefined : (given.other ?? '') })} />
                <span>{words.other}</span>
              </label>
              <input className="other" aria-label={`${words.other}: ${words.otherHint}`} placeholder={words.otherHint} value={given.other ?? ''} onChange={(event) => onGiven({ ...given, ...(several ? {} : { choices: [] }), other: event.target.value })} />
            </>
          )}
        </div>
      </>
    );
  }
  if (kind.kind === 'emotion') {
    const chosen = given.emotions ?? [];
    return (
      <>
        <p className="soft">{words.several}</p>
        <div className="options chips">
          {offeredEmotions(kind).map((one) => (
            <label key={one}>
              <input type="checkbox" name={id} checked={chosen.includes(one)} onChange={() => onGiven({ ...given, emotions: chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one] })} />
              <span>{words.emotions[one]}</span>
            </label>
          ))}
        </div>
      </>
    );
  }
  const scale = scaleOf(kind);
  // A scale that is being typed can be upside down, or as long as a telephone number, for a moment.
  if (!scale || scale.hi < scale.lo || scale.hi - scale.lo > 20) return null;
  const [lo, hi] = kind.kind === 'nps' ? words.nps : kind.kind === 'csat' ? words.csat : kind.kind === 'ces' ? words.ces : kind.kind === 'rating' ? [shown(kind.lo_name, language), shown(kind.hi_name, language)] : ['', ''];
  return (
    <>
      <div className={`scale n${scale.hi - scale.lo + 1}`}>
        {Array.from({ length: scale.hi - scale.lo + 1 }, (_, i) => scale.lo + i).map((score) => (
          <label key={score}>
            <input type="radio" name={id} checked={given.score === score} onChange={() => onGiven({ ...given, score })} />
            <span>{score}</span>
          </label>
        ))}
      </div>
      <div className="ends" aria-hidden="true">
        <span>{lo}</span>
        <span>{hi}</span>
      </div>
    </>
  );
}
