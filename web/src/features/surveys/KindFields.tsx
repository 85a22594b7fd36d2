import type { QuestionKind, Survey } from '../../api/surveys';
import { useText } from '../../app/i18n';
import { Button, Field } from '../../ui';
import { Check } from '../../ui/Check';
import { answerWords } from './answerWords';
import { emotions, freshId } from './document';
import { TextPair, Wrong } from './TextPair';

interface KindProps {
  survey: Survey;
  kind: QuestionKind;
  path: string;
  onKind: (kind: QuestionKind, field?: string) => void;
}

/** What only questions of this kind have. */
export function KindFields({ survey, kind, path, onKind }: KindProps) {
  const { t } = useText();
  switch (kind.kind) {
    case 'nps':
    case 'faces':
      return <p className="muted">{t(`surveys.kindText_${kind.kind}`)}</p>;
    case 'csat':
    case 'ces':
      return (
        <div className="part__row">
          <Field label={t('surveys.points')}>
            <select className="select num" value={kind.points} onChange={(event) => onKind({ ...kind, points: Number(event.target.value) })}>
              {[2, 3, 4, 5, 6, 7, 8, 9, 10].map((points) => (
                <option key={points} value={points}>
                  {`1–${points}`}
                </option>
              ))}
            </select>
          </Field>
          <p className="muted part__beside">{t(`surveys.kindText_${kind.kind}`)}</p>
          <Wrong path={`${path}.points`} />
        </div>
      );
    case 'rating':
      return (
        <>
          <div className="part__row">
            {(['lo', 'hi'] as const).map((end) => (
              <Field key={end} label={t(`surveys.${end}`)}>
                <input className="input num part__number" type="number" value={kind[end]} onChange={(event) => onKind({ ...kind, [end]: Math.trunc(event.target.valueAsNumber) || 0 }, `${path}.${end}`)} />
              </Field>
            ))}
            <Wrong path={path} />
          </div>
          <TextPair label={t('surveys.loName')} survey={survey} path={`${path}.lo_name`} text={kind.lo_name} onText={(lo_name, field) => onKind({ ...kind, lo_name }, field)} />
          <TextPair label={t('surveys.hiName')} survey={survey} path={`${path}.hi_name`} text={kind.hi_name} onText={(hi_name, field) => onKind({ ...kind, hi_name }, field)} />
        </>
      );
    case 'choice':
    case 'multi':
      return <Options survey={survey} kind={kind} path={path} onKind={onKind} />;
    case 'emotion':
      return <Emotions kind={kind} path={path} onKind={onKind} />;
    case 'text':
      return <Check label={t('surveys.long')} hint={t('surveys.longText')} checked={kind.long ?? false} onChange={(long) => onKind({ ...kind, long })} />;
  }
}

function Options({ survey, kind, path, onKind }: Omit<KindProps, 'kind'> & { kind: Extract<QuestionKind, { kind: 'choice' | 'multi' }> }) {
  const { t } = useText();
  const { options } = kind;
  const add = (at: number) => {
    const id = freshId('option', options.map((one) => one.id));
    onKind({ ...kind, options: options.toSpliced(at, 0, { id, text: {} }) });
    // The new line is there a moment later.
    setTimeout(() => document.querySelectorAll<HTMLElement>('.options-edit__row')[at]?.querySelector('textarea')?.focus(), 30);
  };
  const move = (from: number, to: number) => {
    const option = options[from];
    if (!option || to < 0 || to >= options.length) return;
    onKind({ ...kind, options: options.toSpliced(from, 1).toSpliced(to, 0, option) });
    setTimeout(() => document.querySelectorAll<HTMLElement>('.options-edit__row')[to]?.querySelector('textarea')?.focus(), 30);
  };
  return (
    <div className="options-edit">
      <h3 className="part__title">{t('surveys.options')}</h3>
      <p className="muted">{t('surveys.optionsKeys')}</p>
      <ol className="options-edit__list">
        {options.map((option, i) => (
          <li key={option.id} className="options-edit__row">
            <span className={`options-edit__mark options-edit__mark--${kind.kind}`} aria-hidden="true" />
            <TextPair
              hidden
              label={t('surveys.option', { number: i + 1 })}
              survey={survey}
              path={`${path}.options[${i}].text`}
              text={option.text}
              onText={(text, field) => onKind({ ...kind, options: options.with(i, { ...option, text }) }, field)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.shiftKey) {
                  event.preventDefault();
                  add(i + 1);
                } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
                  event.preventDefault();
                  move(i, i + (event.key === 'ArrowUp' ? -1 : 1));
                }
              }}
            />
            <Button small look="quiet" icon="close" iconOnly label={t('surveys.removeOption', { number: i + 1 })} onClick={() => onKind({ ...kind, options: options.toSpliced(i, 1) })} />
            <Wrong path={`${path}.options[${i}].id`} />
          </li>
        ))}
      </ol>
      <Wrong path={`${path}.options`} />
      <div className="part__row">
        <Button small icon="plus" label={t('surveys.addOption')} onClick={() => add(options.length)} />
        {kind.kind === 'multi' && <Most value={kind.most ?? 0} of={options.length + (kind.other ? 1 : 0)} onMost={(most) => onKind({ ...kind, most })} />}
      </div>
      <Check label={t('surveys.other')} hint={t('surveys.otherText')} checked={kind.other ?? false} onChange={(other) => onKind({ ...kind, other })} />
    </div>
  );
}

function Most({ value, of, onMost }: { value: number; of: number; onMost: (most: number) => void }) {
  const { t } = useText();
  return (
    <label className="field field--inline">
      {t('surveys.most')}
      <select className="select select--small" value={value} onChange={(event) => onMost(Number(event.target.value))}>
        <option value={0}>{t('surveys.mostAny')}</option>
        {Array.from({ length: Math.max(of, value) }, (_, i) => i + 1).map((most) => (
          <option key={most}>{most}</option>
        ))}
      </select>
    </label>
  );
}

function Emotions({ kind, path, onKind }: Omit<KindProps, 'kind' | 'survey'> & { kind: Extract<QuestionKind, { kind: 'emotion' }> }) {
  const { t, lang } = useText();
  const offered = kind.emotions?.length ? kind.emotions : emotions;
  return (
    <div className="options-edit">
      <h3 className="part__title">{t('surveys.offered')}</h3>
      <div className="toggles" role="group" aria-label={t('surveys.offered')}>
        {emotions.map((one) => {
          const on = offered.includes(one);
          return (
            <button key={one} type="button" className="toggle" aria-pressed={on} disabled={on && offered.length === 1} title={on && offered.length === 1 ? t('surveys.oneEmotion') : undefined} onClick={() => onKind({ ...kind, emotions: emotions.filter((other) => (other === one ? !on : offered.includes(other))) })}>
              {answerWords[lang].emotions[one]}
            </button>
          );
        })}
      </div>
      <Most value={kind.most ?? 0} of={offered.length} onMost={(most) => onKind({ ...kind, most })} />
      <Wrong path={path} below />
    </div>
  );
}
