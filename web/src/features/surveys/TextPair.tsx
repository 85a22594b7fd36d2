import { useId } from 'react';
import type { Survey } from '../../api/surveys';
import type { LocalText } from '../../api/types';
import { useText } from '../../app/i18n';
import { Icon } from '../../ui';
import { languagesOf, missingIn, withText } from './document';
import { useProblemsAt } from './problems';

/** One text in every language of the survey, side by side; what one of them lacks is said beside it. */
export function TextPair({ label, hidden, survey, path, text, rows = 1, placeholder, onText, onKeyDown }: {
  label: string;
  /** The label is only for those who listen. */
  hidden?: boolean;
  survey: Survey;
  /** Its place in the document. */
  path: string;
  text: LocalText | undefined;
  rows?: number;
  placeholder?: string;
  /** `field` names what is typed into. */
  onText: (text: LocalText, field: string) => void;
  onKeyDown?: (event: React.KeyboardEvent<HTMLTextAreaElement>) => void;
}) {
  const { t } = useText();
  const known = languagesOf(survey);
  const missing = missingIn(text, survey);
  return (
    <fieldset className={`langs ${known.length > 1 ? '' : 'langs--one'}`}>
      <legend className={hidden ? 'hidden-text' : 'langs__label'}>{label}</legend>
      {known.map((lang) => (
        <Side key={lang} lang={lang} label={label} path={`${path}.${lang}`} several={known.length > 1} missing={missing.includes(lang) ? t(`surveys.missing_${lang}`) : undefined} value={text?.[lang] ?? text?.und ?? ''} rows={rows} placeholder={placeholder} onValue={(value) => onText(withText(text, lang, value), `${path}.${lang}`)} onKeyDown={onKeyDown} />
      ))}
      <Wrong path={path} />
    </fieldset>
  );
}

function Side({ lang, label, path, several, missing, value, rows, placeholder, onValue, onKeyDown }: {
  lang: 'ru' | 'en';
  label: string;
  path: string;
  several: boolean;
  missing: string | undefined;
  value: string;
  rows: number;
  placeholder?: string;
  onValue: (value: string) => void;
  onKeyDown?: (event: React.KeyboardEvent<HTMLTextAreaElement>) => void;
}) {
  const { t, lang: pageLang } = useText();
  const id = useId();
  const problems = useProblemsAt(path, pageLang);
  const said = missing ? [missing] : problems;
  return (
    <div className={`langs__side ${missing ? 'langs__side--missing' : problems.length ? 'langs__side--wrong' : ''}`}>
      {several && (
        <span className="langs__lang" aria-hidden="true">
          {lang.toUpperCase()}
        </span>
      )}
      <textarea id={id} lang={lang} rows={rows} value={value} placeholder={placeholder} aria-label={several ? t('surveys.textIn', { label, language: t(`surveys.in_${lang}`) }) : label} aria-invalid={problems.length > 0 || undefined} aria-describedby={said.length ? `${id}-said` : undefined} onChange={(event) => onValue(event.target.value)} onKeyDown={onKeyDown} />
      {said.length > 0 && (
        <p id={`${id}-said`} className="langs__said">
          <Icon name={missing ? 'language' : 'alert'} size={13} />
          {said.join('; ')}
        </p>
      )}
    </div>
  );
}

/** What the server finds wrong at a place. */
export function Wrong({ path, below }: { path: string; below?: boolean }) {
  const { lang } = useText();
  const said = useProblemsAt(path, lang, below);
  if (said.length === 0) return null;
  return (
    <p className="wrong-here" role="alert">
      <Icon name="alert" size={14} />
      {said.join('; ')}
    </p>
  );
}
