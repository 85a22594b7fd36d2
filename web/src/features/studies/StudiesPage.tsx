import './studies.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { addStudy, studiesKey, studiesQuery, type StudyView } from '../../api/surveys';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatAgo } from '../../lib/format';
import { Button, Empty, Loading } from '../../ui';
import { Modal } from '../../ui/Modal';
import { TextField } from '../../ui/TextField';
import { tally } from './document';

/** What the team wants to know, study by study, and how much of it is known. */
export function StudiesPage() {
  const { t, lang } = useText();
  const mayNot = useMayNot('editor');
  const [making, setMaking] = useState(false);
  const { data, error, refetch } = useQuery(studiesQuery);
  const studies = [...(data ?? [])].sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
  const make = <Button look="primary" icon="plus" label={t('studies.new')} disabled={mayNot !== undefined} title={mayNot} onClick={() => setMaking(true)} />;
  return (
    <div className="studies">
      <header className="surveys__head studies__head">
        <p className="muted">{t('studies.about')}</p>
        {studies.length > 0 && make}
      </header>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label={t('common.loading')} rows={3} height={90} />}
      {data && studies.length === 0 && (
        <section className="panel">
          <Empty icon="questions" title={t('studies.none')} text={t('studies.noneText')} actions={make} />
        </section>
      )}
      <ul className="studies__list">
        {studies.map((study) => (
          <li key={study.id} className="panel study-card">
            <h2>
              <Link to="/voice/studies/$id" params={{ id: study.id }}>
                {study.document.title}
              </Link>
            </h2>
            {study.document.about && <p className="muted study-card__about">{study.document.about}</p>}
            <Progress study={study} />
            <p className="muted study-card__when">{t('surveys.changed', { ago: formatAgo(study.updated_at, Date.now(), lang) })}</p>
          </li>
        ))}
      </ul>
      {making && <NewStudy onClose={() => setMaking(false)} />}
    </div>
  );
}

/** How many questions are answered, as a bar of its states and in words. */
export function Progress({ study }: { study: StudyView }) {
  const { t } = useText();
  const all = study.states.length;
  if (all === 0) return <p className="muted">{t('studies.noQuestions')}</p>;
  return (
    <div className="study-progress">
      <p>
        <b className="num">{t('studies.known', { known: all - study.open, count: all })}</b>
      </p>
      <div className="study-progress__bar" aria-hidden="true">
        {tally(study).map(({ state, n }) => n > 0 && <span key={state} className={`study-progress__part answered--${state}`} style={{ flexGrow: n }} />)}
      </div>
      <ul className="study-progress__words">
        {tally(study).map(
          ({ state, n }) =>
            n > 0 && (
              <li key={state}>
                <span className={`study-progress__mark answered--${state}`} aria-hidden="true" />
                {t(`studies.state_${state}`)} <span className="muted num">{n}</span>
              </li>
            ),
        )}
      </ul>
    </div>
  );
}

function NewStudy({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [title, setTitle] = useState('');
  const [questions, setQuestions] = useState('');
  const lines = questions.split('\n').map((line) => line.trim()).filter(Boolean);
  const make = useMutation({
    mutationFn: () => addStudy({ title: title.trim(), questions: lines.map((text, i) => ({ id: `q${i + 1}`, text })) }),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: studiesKey });
      void navigate({ to: '/voice/studies/$id', params: { id: made.id } });
    },
  });
  return (
    <Modal title={t('studies.new')} closeLabel={t('common.close')} onClose={onClose} focus="input">
      <form
        className="dialog__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim()) make.mutate();
        }}
      >
        <TextField label={t('studies.title')} value={title} maxLength={500} placeholder={t('studies.titleHint')} onChange={setTitle} />
        <label className="field">
          {t('studies.questionsField')}
          <textarea className="input study-lines" rows={6} value={questions} placeholder={t('studies.questionsHint')} onChange={(event) => setQuestions(event.target.value)} />
        </label>
        {make.error && <Trouble error={make.error} />}
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <Button look="primary" type="submit" label={t('studies.make')} disabled={!title.trim() || make.isPending} title={title.trim() ? undefined : t('studies.needsTitle')} />
        </div>
      </form>
    </Modal>
  );
}
