import type { Condition, Survey, SurveyQuestion } from '../../api/surveys';
import { useText } from '../../app/i18n';
import { Button, Icon } from '../../ui';
import { blankCondition, blankTest, scaleOf, testKind, testsFor, wordsOf, type TestKind } from './document';
import { Wrong } from './TextPair';
import { questionName, wordName } from './words';

/** Whether a question is asked at all, in words: «if the answer to … is at most 6». */
export function Conditions({ survey, at, onConditions }: { survey: Survey; at: number; onConditions: (conditions: Condition[]) => void }) {
  const { t } = useText();
  const question = survey.questions[at] as SurveyQuestion;
  const earlier = survey.questions.slice(0, at);
  const conditions = question.show_if ?? [];
  const before = earlier.at(-1);
  return (
    <section className="part" aria-label={t('surveys.when')}>
      <h3 className="part__title">{t('surveys.when')}</h3>
      {conditions.length === 0 && <p className="muted">{at === 0 ? t('surveys.whenFirst') : t('surveys.always')}</p>}
      {conditions.map((condition, i) => (
        <Row key={i} survey={survey} earlier={earlier} condition={condition} first={i === 0} path={`questions[${at}].show_if[${i}]`} onCondition={(next) => onConditions(next ? conditions.with(i, next) : conditions.toSpliced(i, 1))} />
      ))}
      {(at > 0 || conditions.length > 0) && (
        <Button small look="quiet" icon="plus" label={conditions.length ? t('surveys.andIf') : t('surveys.onlyIf')} disabled={before === undefined} title={before ? undefined : t('surveys.whenFirst')} onClick={() => before && onConditions([...conditions, blankCondition(before)])} />
      )}
    </section>
  );
}

function Row({ survey, earlier, condition, first, path, onCondition }: {
  survey: Survey;
  earlier: SurveyQuestion[];
  condition: Condition;
  first: boolean;
  path: string;
  onCondition: (condition: Condition | null) => void;
}) {
  const { t, lang } = useText();
  const about = survey.questions.find((question) => question.id === condition.question);
  const isEarlier = earlier.some((question) => question.id === condition.question);
  const kind = testKind(condition.is);
  const offered = about ? testsFor(about.kind) : [kind];
  const scale = about && scaleOf(about.kind);
  const chosen = 'any_of' in condition.is ? condition.is.any_of : 'none_of' in condition.is ? condition.is.none_of : undefined;
  const end = 'at_least' in condition.is ? condition.is.at_least : 'at_most' in condition.is ? condition.is.at_most : undefined;
  const words = about ? [...new Set([...wordsOf(about.kind), ...(chosen ?? [])])] : (chosen ?? []);
  const withWords = (next: string[]) => onCondition({ ...condition, is: 'none_of' in condition.is ? { none_of: next } : { any_of: next } });
  return (
    <div className="condition">
      <span className="condition__if">{first ? t('surveys.showIf') : t('surveys.and')}</span>
      <select
        className="select"
        aria-label={t('surveys.conditionQuestion')}
        value={condition.question}
        onChange={(event) => {
          const next = survey.questions.find((question) => question.id === event.target.value);
          if (next) onCondition(blankCondition(next));
        }}
      >
        {!isEarlier && <option value={condition.question}>{about ? questionName(about, survey.questions.indexOf(about) + 1, t, lang) : condition.question}</option>}
        {earlier.map((question, i) => (
          <option key={question.id} value={question.id}>
            {i + 1}. {questionName(question, i + 1, t, lang)}
          </option>
        ))}
      </select>
      <select className="select" aria-label={t('surveys.conditionTest')} value={kind} onChange={(event) => about && onCondition({ ...condition, is: blankTest(event.target.value as TestKind, about.kind, condition.is) })}>
        {!offered.includes(kind) && <option value={kind}>{t(`surveys.test_${kind}`)}</option>}
        {offered.map((one) => (
          <option key={one} value={one}>
            {t(`surveys.test_${one}`)}
          </option>
        ))}
      </select>
      {end !== undefined && (
        <select className="select num" aria-label={t('surveys.conditionValue')} value={end} onChange={(event) => onCondition({ ...condition, is: kind === 'at_least' ? { at_least: Number(event.target.value) } : { at_most: Number(event.target.value) } })}>
          {(!scale || end < scale.lo || end > scale.hi) && <option value={end}>{end}</option>}
          {scale && Array.from({ length: Math.min(21, Math.max(0, scale.hi - scale.lo + 1)) }, (_, i) => scale.lo + i).map((value) => <option key={value}>{value}</option>)}
        </select>
      )}
      <button type="button" className="button button--quiet button--icon button--small condition__away" aria-label={t('surveys.removeCondition')} title={t('surveys.removeCondition')} onClick={() => onCondition(null)}>
        <Icon name="close" size={15} />
      </button>
      {chosen && (
        <div className="condition__words" role="group" aria-label={t('surveys.conditionValue')}>
          {words.map((word) => (
            <button key={word} type="button" className="toggle" aria-pressed={chosen.includes(word)} onClick={() => withWords(chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word])}>
              {(about && wordName(about, word, lang)) || word}
            </button>
          ))}
        </div>
      )}
      <div className="condition__wrong">
        <Wrong path={path} below />
      </div>
    </div>
  );
}
