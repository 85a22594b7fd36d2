import * as Menu from '@radix-ui/react-dropdown-menu';
import { useContext, useRef, useState } from 'react';
import type { Survey } from '../../api/surveys';
import { useText } from '../../app/i18n';
import { Button, Icon } from '../../ui';
import { kinds, placeOfProblem, type Kind } from './document';
import { Problems } from './problems';
import { conditionWords, kindIcons, questionName } from './words';

/** The survey from its beginning to its thanks. Questions are moved by dragging their handle, or by its arrow keys. */
export function Rail({ survey, look, disabled, onLook, onAdd, onMove }: {
  survey: Survey;
  look: string;
  disabled?: string;
  onLook: (place: string) => void;
  onAdd: (kind: Kind) => void;
  onMove: (from: number, to: number) => void;
}) {
  const { t, lang } = useText();
  const problems = useContext(Problems);
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const [told, setTold] = useState('');
  const wrong = new Set(problems.map((problem) => placeOfProblem(problem.path)));
  const wrongStart = problems.some((problem) => /^(title|intro|languages)/.test(problem.path));
  const wrongEnd = problems.some((problem) => problem.path.startsWith('thanks'));
  const move = (from: number, to: number) => {
    if (to < 0 || to >= survey.questions.length || from === to) return;
    onMove(from, to);
    setTold(t('surveys.movedTo', { number: to + 1, count: survey.questions.length }));
  };
  /** Between which questions the pointer is. */
  const placeAt = (y: number): number => {
    const rows = [...(list.current?.children ?? [])];
    const before = rows.filter((row) => {
      const box = row.getBoundingClientRect();
      return y > box.top + box.height / 2;
    });
    return before.length;
  };
  const end = (name: 'start' | 'thanks', bad: boolean) => (
    <button type="button" className="qlist__item qlist__item--end" aria-current={look === name ? 'true' : undefined} onClick={() => onLook(name)}>
      <span className="qlist__kind">
        <Icon name={name === 'start' ? 'flag' : 'check'} size={15} />
      </span>
      <span className="qlist__words">{t(`surveys.${name}`)}</span>
      {bad && <Dot />}
    </button>
  );
  return (
    <nav className="qlist" aria-label={t('surveys.questions')}>
      {end('start', wrongStart)}
      <ol ref={list} className="qlist__list">
        {survey.questions.map((question, i) => {
          const name = questionName(question, i + 1, t, lang, 90);
          const line = drag && (drag.to === i ? 'qlist__row--before' : drag.to === i + 1 && i + 1 === survey.questions.length ? 'qlist__row--after' : '');
          return (
            <li key={question.id} className={`qlist__row ${drag?.from === i ? 'qlist__row--dragged' : ''} ${line ?? ''}`}>
              <button
                type="button"
                className="qlist__handle"
                disabled={disabled !== undefined}
                aria-label={t('surveys.move', { name })}
                title={disabled ?? t('surveys.moveHint')}
                onKeyDown={(event) => {
                  const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
                  if (!by) return;
                  event.preventDefault();
                  move(i, i + by);
                }}
                onPointerDown={(event) => {
                  if (event.button !== 0 || disabled !== undefined) return;
                  event.currentTarget.setPointerCapture(event.pointerId);
                  setDrag({ from: i, to: i });
                }}
                onPointerMove={(event) => drag && setDrag({ ...drag, to: placeAt(event.clientY) })}
                onPointerUp={() => {
                  if (drag) move(drag.from, drag.to > drag.from ? drag.to - 1 : drag.to);
                  setDrag(null);
                }}
                onPointerCancel={() => setDrag(null)}
              >
                <Grip />
              </button>
              <button type="button" className="qlist__item" aria-current={look === question.id ? 'true' : undefined} onClick={() => onLook(question.id)}>
                <span className="qlist__kind" title={t(`surveys.kind_${question.kind.kind}`)}>
                  <Icon name={kindIcons[question.kind.kind]} size={15} />
                </span>
                <span className="qlist__words">
                  <span className="qlist__name">
                    {i + 1}. {name}
                    {question.required && (
                      <span className="qlist__star" title={t('surveys.required')}>
                        {' *'}
                      </span>
                    )}
                  </span>
                  {question.show_if?.map((condition, at) => (
                    <span key={at} className="qlist__if">
                      <Icon name="arrow_right" size={11} />
                      {conditionWords(condition, survey, t, lang)}
                    </span>
                  ))}
                </span>
                {wrong.has(i) && <Dot />}
              </button>
            </li>
          );
        })}
      </ol>
      <AddMenu disabled={disabled} onAdd={onAdd} />
      {end('thanks', wrongEnd)}
      <span className="hidden-text" role="status">
        {told}
      </span>
    </nav>
  );
}

function Dot() {
  const { t } = useText();
  return (
    <span className="qlist__dot" title={t('surveys.hasProblems')}>
      <span className="hidden-text">{t('surveys.hasProblems')}</span>
    </span>
  );
}

const Grip = () => (
  <svg width="10" height="16" viewBox="0 0 10 16" aria-hidden="true">
    {[3, 8, 13].flatMap((y) => [2.5, 7.5].map((x) => <circle key={`${x} ${y}`} cx={x} cy={y} r="1.4" fill="currentColor" />))}
  </svg>
);

/** The kinds of questions, each with what it is for. */
function AddMenu({ disabled, onAdd }: { disabled?: string; onAdd: (kind: Kind) => void }) {
  const { t } = useText();
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger asChild disabled={disabled !== undefined}>
        <Button icon="plus" label={t('surveys.add')} title={disabled} className="button qlist__add" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className="menu kinds" align="start" sideOffset={6} collisionPadding={8}>
          {kinds.map((kind) => (
            <Menu.Item key={kind} className="menu__item kinds__item" onSelect={() => onAdd(kind)}>
              <span className="qlist__kind">
                <Icon name={kindIcons[kind]} size={15} />
              </span>
              <span className="kinds__words">
                {t(`surveys.kind_${kind}`)}
                <span className="muted">{t(`surveys.kindText_${kind}`)}</span>
              </span>
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
