import { useState } from 'react';
import type { Survey, SurveyQuestion } from '../../api/surveys';
import { useText } from '../../app/i18n';
import { Button, Field, Icon } from '../../ui';
import { Check } from '../../ui/Check';
import { Conditions } from './Conditions';
import { blankKind, kinds, type Kind } from './document';
import { KindFields } from './KindFields';
import { placeOf, StepField, useStepPlaces } from './StepField';
import { TextPair, Wrong } from './TextPair';
import { kindIcons } from './words';

/** One question: what is asked and how, whom, and which step of the journey it is about. */
export function QuestionEditor({ survey, at, onChange, onDuplicate, onRemove, onMove }: {
  survey: Survey;
  at: number;
  onChange: (change: Partial<SurveyQuestion>, field?: string) => void;
  onDuplicate: () => void;
  onRemove: () => void;
  onMove: (to: number) => void;
}) {
  const { t } = useText();
  const places = useStepPlaces();
  const question = survey.questions[at] as SurveyQuestion;
  const path = `questions[${at}]`;
  const count = survey.questions.length;
  return (
    <article className="panel edit" aria-label={t('surveys.questionNumber', { number: at + 1 })}>
      <header className="edit__head">
        <span className="edit__number num">{at + 1}</span>
        <label className="edit__kind">
          <Icon name={kindIcons[question.kind.kind]} size={16} />
          <span className="hidden-text">{t('surveys.kind')}</span>
          <select className="select" value={question.kind.kind} onChange={(event) => onChange({ kind: blankKind(event.target.value as Kind, question.kind) })}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`surveys.kind_${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <span className="edit__tools">
          <Button small look="quiet" icon="arrow_up" iconOnly label={t('surveys.up')} disabled={at === 0} onClick={() => onMove(at - 1)} />
          <Button small look="quiet" icon="arrow_down" iconOnly label={t('surveys.down')} disabled={at === count - 1} onClick={() => onMove(at + 1)} />
          <Button small look="quiet" icon="copy" iconOnly label={t('surveys.duplicate')} onClick={onDuplicate} />
          <Button small look="quiet" icon="trash" iconOnly label={t('surveys.remove')} onClick={onRemove} />
        </span>
      </header>
      <TextPair label={t('surveys.questionText')} survey={survey} path={`${path}.text`} text={question.text} rows={2} placeholder={t('surveys.questionHint')} onText={(text, field) => onChange({ text }, field)} />
      <Optional name={t('surveys.help')} survey={survey} path={`${path}.help`} text={question.help} onText={(help, field) => onChange({ help }, field)} />
      <section className="part part--kind">
        <KindFields survey={survey} kind={question.kind} path={`${path}.kind`} onKind={(kind, field) => onChange({ kind }, field)} />
      </section>
      {question.kind.kind !== 'text' && <Optional name={t('surveys.comment')} hint={t('surveys.commentHint')} survey={survey} path={`${path}.comment`} text={question.comment} onText={(comment, field) => onChange({ comment }, field)} />}
      <section className="part">
        <Check label={t('surveys.required')} hint={t('surveys.requiredText')} checked={question.required ?? false} onChange={(required) => onChange({ required })} />
      </section>
      <Conditions survey={survey} at={at} onConditions={(show_if) => onChange({ show_if })} />
      <section className="part part__row">
        <StepField label={t('surveys.step')} none={survey.step ? t('surveys.stepAsSurvey', { step: placeOf(places, survey.step)?.name ?? survey.step }) : t('surveys.stepNone')} value={question.step} onStep={(step) => onChange({ step })} />
        <Field label={t('surveys.id')}>
          <input className="input mono" value={question.id} maxLength={40} aria-describedby="question-id-hint" readOnly />
        </Field>
        <p id="question-id-hint" className="muted part__beside">
          {t('surveys.idText')}
        </p>
        <Wrong path={`${path}.id`} />
      </section>
    </article>
  );
}

/** A text most questions do without: there when it is written or wanted. */
function Optional({ name, hint, survey, path, text, onText }: {
  name: string;
  hint?: string;
  survey: Survey;
  path: string;
  text: SurveyQuestion['help'];
  onText: (text: NonNullable<SurveyQuestion['help']> | undefined, field?: string) => void;
}) {
  const { t } = useText();
  const [wanted, setWanted] = useState(false);
  const written = text !== undefined && Object.keys(text).length > 0;
  if (!written && !wanted) return <Button small look="quiet" icon="plus" label={name} className="button button--quiet button--small edit__more" onClick={() => setWanted(true)} />;
  return (
    <div className="optional">
      <TextPair label={name} survey={survey} path={path} text={text} placeholder={hint} onText={(next, field) => onText(Object.keys(next).length ? next : undefined, field)} />
      <Button
        small
        look="quiet"
        icon="close"
        iconOnly
        label={t('surveys.without', { name })}
        onClick={() => {
          setWanted(false);
          onText(undefined);
        }}
      />
    </div>
  );
}
