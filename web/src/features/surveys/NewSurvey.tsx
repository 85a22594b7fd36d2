import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { addSurvey, surveysQuery, surveyTemplatesQuery, type Survey } from '../../api/surveys';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Button, Icon, Loading } from '../../ui';
import { Modal } from '../../ui/Modal';
import { blankSurvey } from './document';
import { Preview } from './Preview';
import { kindIcons } from './words';

/** A shelf of surveys to begin with, each tried out on the telephone beside it. */
export function NewSurvey({ onClose }: { onClose: () => void }) {
  const { t, lang } = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(surveyTemplatesQuery);
  const [picked, setPicked] = useState('recommend');
  const template = data?.find((one) => one.id === picked) ?? data?.[0];
  const make = useMutation({
    mutationFn: (document: Survey) => addSurvey(document),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: surveysQuery.queryKey });
      void navigate({ to: '/voice/surveys/$id', params: { id: made.id } });
    },
  });
  const blank = () => make.mutate(blankSurvey(lang, { en: 'New survey', ru: 'Новый опрос' }));
  return (
    <Modal wide className="new-survey" title={t('surveys.new')} closeLabel={t('common.close')} onClose={onClose}>
      <div className="new-survey__body">
        <div className="new-survey__shelf">
          {error && <Trouble error={error} onRetry={() => void refetch()} />}
          {make.error && <Trouble error={make.error} />}
          {!data && !error && <Loading label={t('common.loading')} rows={6} height={64} />}
          {data?.map((one) => (
            <button key={one.id} type="button" className="survey-template" aria-pressed={one === template} onClick={() => setPicked(one.id)}>
              <b>{inLang(one.document.title, lang)}</b>
              <span className="muted">{inLang(one.about, lang)}</span>
              <span className="survey-template__kinds" aria-hidden="true">
                {one.document.questions.map((question) => (
                  <Icon key={question.id} name={kindIcons[question.kind.kind]} size={14} />
                ))}
              </span>
            </button>
          ))}
          <button type="button" className="survey-template survey-template--blank" disabled={make.isPending} onClick={blank}>
            <b>
              <Icon name="plus" size={16} /> {t('surveys.blank')}
            </b>
            <span className="muted">{t('surveys.blankText')}</span>
          </button>
        </div>
        <div className="new-survey__look">{template && <Preview key={template.id} survey={template.document} look="start" />}</div>
      </div>
      <footer className="new-survey__foot">
        <Button label={t('common.cancel')} onClick={onClose} />
        <Button look="primary" label={t('surveys.useTemplate')} disabled={!template || make.isPending} onClick={() => template && make.mutate(template.document)} />
      </footer>
    </Modal>
  );
}
