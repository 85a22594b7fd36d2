import './build.css';
import { useEffect, useState } from 'react';
import type { Survey } from '../../api/surveys';
import { useText } from '../../app/i18n';
import { Button, Icon } from '../../ui';
import { Check } from '../../ui/Check';
import { Modal } from '../../ui/Modal';
import { addQuestion, changeQuestion, duplicateQuestion, languages, languagesOf, moveQuestion, newQuestion, removeQuestion, withStep, type Kind } from './document';
import { Preview } from './Preview';
import { QuestionEditor } from './QuestionEditor';
import { Rail } from './Rail';
import { StepField } from './StepField';
import { TextPair, Wrong } from './TextPair';
import type { Draft } from './useDraft';

/** The survey, one part of it at work, and the telephone on which it is seen at once. */
export function BuildTab({ draft, look, mayNot, onLook }: { draft: Draft<Survey>; look: string; mayNot?: string; onLook: (place: string) => void }) {
  const { t } = useText();
  const [previewing, setPreviewing] = useState(false);
  const { document: survey, change } = draft;
  const at = survey.questions.findIndex((question) => question.id === look);
  const place = look === 'thanks' || at >= 0 ? look : 'start';
  const add = (kind: Kind) => {
    const question = newQuestion(kind, survey);
    change((now) => addQuestion(now, question, at >= 0 ? at + 1 : look === 'start' && now.questions.length ? 0 : now.questions.length));
    onLook(question.id);
  };
  const { undo, redo } = draft;
  useEffect(() => {
    // Letters are taken back by the same keys: a text field's own memory knows nothing of the document.
    const keys = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || !['KeyZ', 'KeyY'].includes(event.code)) return;
      event.preventDefault();
      if (event.code === 'KeyY' || event.shiftKey) redo();
      else undo();
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  });
  return (
    <div className="build">
      <Rail survey={survey} look={place} disabled={mayNot} onLook={onLook} onAdd={add} onMove={(from, to) => change((now) => moveQuestion(now, from, to))} />
      <div className="build__edit">
        <fieldset className="build__fields" disabled={mayNot !== undefined}>
          <legend className="hidden-text">{t('surveys.tab_build')}</legend>
          {place === 'start' && <Beginning survey={survey} change={change} />}
          {place === 'thanks' && <Thanks survey={survey} change={change} />}
          {at >= 0 && (
            <QuestionEditor
              key={look}
              survey={survey}
              at={at}
              onChange={(part, field) => change((now) => changeQuestion(now, now.questions.findIndex((question) => question.id === look), part), field)}
              onDuplicate={() => {
                const next = duplicateQuestion(survey, at);
                change(() => next);
                onLook(next.questions[at + 1]?.id ?? look);
              }}
              onRemove={() => {
                change((now) => removeQuestion(now, at));
                onLook(survey.questions[at + 1]?.id ?? survey.questions[at - 1]?.id ?? 'start');
              }}
              onMove={(to) => change((now) => moveQuestion(now, at, to))}
            />
          )}
        </fieldset>
        <Button icon="phone" label={t('surveys.showPreview')} className="button build__look" onClick={() => setPreviewing(true)} />
      </div>
      <aside className="build__preview">
        <Preview survey={survey} look={place} />
      </aside>
      {previewing && (
        <Modal title={t('surveys.preview')} closeLabel={t('common.close')} onClose={() => setPreviewing(false)} className="phone-dialog">
          <Preview survey={survey} look={place} />
        </Modal>
      )}
    </div>
  );
}

function Beginning({ survey, change }: { survey: Survey; change: Draft<Survey>['change'] }) {
  const { t } = useText();
  const known = languagesOf(survey);
  return (
    <article className="panel edit" aria-label={t('surveys.start')}>
      <header className="edit__head">
        <h2>{t('surveys.start')}</h2>
      </header>
      <TextPair label={t('surveys.titleText')} survey={survey} path="title" text={survey.title} onText={(title, field) => change((now) => ({ ...now, title }), field)} />
      <TextPair label={t('surveys.intro')} survey={survey} path="intro" text={survey.intro} rows={2} placeholder={t('surveys.introHint')} onText={(intro, field) => change((now) => ({ ...now, intro }), field)} />
      <section className="part">
        <h3 className="part__title">{t('surveys.languages')}</h3>
        <div className="part__row">
          {languages.map((lang) => (
            <Check
              key={lang}
              label={lang === 'ru' ? 'Русский' : 'English'}
              checked={known.includes(lang)}
              disabled={known.length === 1 && known[0] === lang ? t('surveys.oneLanguage') : undefined}
              onChange={(on) => change((now) => ({ ...now, languages: on ? [...now.languages, lang] : now.languages.filter((one) => one !== lang) }))}
            />
          ))}
          {known.length > 1 && (
            <label className="field field--inline">
              {t('surveys.firstLanguage')}
              <select className="select select--small" value={known[0]} onChange={(event) => change((now) => ({ ...now, languages: [event.target.value, ...now.languages.filter((one) => one !== event.target.value)] }))}>
                {known.map((lang) => (
                  <option key={lang} value={lang}>
                    {lang === 'ru' ? 'Русский' : 'English'}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
        <Wrong path="languages" />
      </section>
      <section className="part part__row">
        <StepField label={t('surveys.step')} none={t('surveys.stepNone')} value={survey.step} onStep={(step) => change((now) => withStep(now, step), 'step')} />
        <p className="muted part__beside">{t('surveys.stepText')}</p>
      </section>
      {survey.questions.length === 0 && (
        <p className="edit__empty">
          <Icon name="info" size={16} />
          {t('surveys.noQuestions')}
        </p>
      )}
      <Wrong path="questions" />
    </article>
  );
}

function Thanks({ survey, change }: { survey: Survey; change: Draft<Survey>['change'] }) {
  const { t } = useText();
  return (
    <article className="panel edit" aria-label={t('surveys.thanks')}>
      <header className="edit__head">
        <h2>{t('surveys.thanks')}</h2>
      </header>
      <TextPair label={t('surveys.thanksText')} survey={survey} path="thanks" text={survey.thanks} rows={2} placeholder={t('surveys.thanksHint')} onText={(thanks, field) => change((now) => ({ ...now, thanks }), field)} />
      <p className="muted">{t('surveys.thanksEmpty')}</p>
    </article>
  );
}
