import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { askQuery } from '../../../api/queries';
import type { Evidence } from '../../../api/types';
import { Trouble } from '../../../app/errors';
import { useText } from '../../../app/i18n';
import { askedBy, keptAnswers } from '../../../lib/kept';
import { questionOf } from '../../../lib/urlstate';
import { Button, Loading } from '../../../ui';
import { metricInterval, metricValue, questionText } from '../words';
import { figuresOf } from './answers';

const figuresMax = 40;

/** A question's answer, asked in Explore, frozen onto the card: kept there, or brought as the address of its page. */
export function SavedAnswer({ onAdd }: { onAdd: (evidence: Evidence) => void }) {
  const { t, lang } = useText();
  const [kept] = useState(keptAnswers);
  const [address, setAddress] = useState(kept[0] ?? '');
  const question = useMemo(() => {
    const state = address ? askedBy(address) : null;
    return state && questionOf(state);
  }, [address]);
  const { data: answer, error, isFetching } = useQuery(askQuery(question));
  const figures = answer ? figuresOf(answer).slice(0, figuresMax) : [];
  const snapshot = answer && `${answer.snapshot.source}@${answer.snapshot.version}`;
  const add = (more: Partial<Evidence>) => answer && onAdd({ question: answer.question, snapshot, ...(answer.question.where ? { records: answer.question.where } : {}), ...more });
  const nameOf = (one: string) => {
    const state = askedBy(one);
    const asked = state && questionOf(state);
    return asked ? `${state?.source ? `${state.source}: ` : ''}${questionText(asked, t, lang)}` : one;
  };
  return (
    <div className="edit-form">
      {kept.length > 0 && (
        <label className="edit-field">
          <span>{t('edit.answerKept')}</span>
          <select className="select" value={kept.includes(address) ? address : ''} onChange={(event) => setAddress(event.target.value)}>
            <option value="">{t('edit.choose')}</option>
            {kept.map((one) => (
              <option key={one} value={one}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="edit-field">
        <span>{t('edit.answerAddress')}</span>
        <input className="input" placeholder="/explore?source=…" value={kept.includes(address) ? '' : address} onChange={(event) => setAddress(event.target.value)} />
      </label>
      <p className="edit-field__hint">
        {t('edit.answerHint')} <Link to="/explore">{t('shell.explore')}</Link>
      </p>
      {address && !question && <p className="edit-warning">{t('edit.answerNone')}</p>}
      {error && <Trouble error={error} />}
      {isFetching && <Loading label={t('common.loading')} rows={2} height={32} />}
      {answer && figures.length > 0 && (
        <ul className="edit-figures" aria-label={t('edit.answerFigures')}>
          {figures.map(({ of, metric }, i) => {
            const interval = metricInterval(metric, lang);
            return (
              <li key={i}>
                <button type="button" onClick={() => add({ answer: metric })}>
                  <span>{[of, metric.name === 'own' ? '' : t(`metric.${metric.name}`)].filter(Boolean).join(' · ')}</span>
                  <b className="num">{metricValue(metric, lang)}</b>
                  <small className="num">{[interval, `n = ${metric.n}`].filter(Boolean).join(', ')}</small>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {answer && <Button small label={figures.length > 0 ? t('edit.answerQuestionOnly') : t('edit.answerAdd')} onClick={() => add({})} />}
    </div>
  );
}
