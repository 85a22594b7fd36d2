import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/client';
import { templateQuery } from '../../api/mapQueries';
import type { TemplateView, Written } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Field, Loading, Segmented } from '../../ui';
import { Modal } from '../../ui/Modal';
import { MapPicture } from './MapPicture';

/** A closer look at a template, and the two things to decide: language and title. */
export function NewMapDialog({ template, onClose }: { template: TemplateView; onClose: () => void }) {
  const { t, lang: pageLang } = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [lang, setLang] = useState<Lang>(pageLang);
  const [title, setTitle] = useState('');
  const { data, error, refetch } = useQuery(templateQuery(template.id));
  const create = useMutation({
    mutationFn: () => call<Written>('POST', '/maps', { template: template.id, lang, ...(title.trim() ? { title: title.trim() } : {}) }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['maps'] });
      void navigate({ to: '/maps/$id', params: { id } });
    },
  });
  return (
    <Modal wide className="new-map" title={inLang(template.title, pageLang)} text={template.kind && t(`kind.${template.kind}`)} closeLabel={t('common.close')} onClose={onClose} focus="input[name=title]">
      <div className="new-map__body">
        {error && <Trouble error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading label={t('common.loading')} rows={5} height={40} />}
        {data?.map && (
          <>
            <p className="new-map__about">{inLang(template.about, lang)}</p>
            <div className="new-map__picture">
              <MapPicture doc={data.map} />
            </div>
            <ol className="new-map__stages" lang={lang}>
              {data.map.stages.map((stage, i) => (
                <li key={stage.id} style={{ borderTopColor: `var(--hue-${(i % 8) + 1})` }}>
                  <b>
                    {i + 1}. {inLang(stage.name, lang)}
                  </b>
                  <ul>
                    {stage.steps.map((step) => (
                      <li key={step.id}>{inLang(step.name, lang)}</li>
                    ))}
                  </ul>
                </li>
              ))}
            </ol>
            <p className="muted">
              {t('new.lanes')}: {data.map.lanes.map((lane) => inLang(lane.name, lang) || t(`lane.${lane.role}`)).join(', ')}
            </p>
          </>
        )}
      </div>
      <form
        className="new-map__form"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        {create.error && <Trouble error={create.error} />}
        <Field label={t('new.name')}>
          <input className="input" name="title" value={title} placeholder={inLang(template.title, lang)} maxLength={200} onChange={(e) => setTitle(e.target.value)} />
        </Field>
        <div className="new-map__lang">
          <span aria-hidden="true">{t('new.lang')}</span>
          <Segmented
            label={t('new.lang')}
            value={lang}
            choices={[
              { value: 'ru', label: 'Русский' },
              { value: 'en', label: 'English' },
            ]}
            onChange={setLang}
          />
        </div>
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <button type="submit" className="button button--primary" disabled={create.isPending}>
            {create.isPending ? t('new.creating') : t('new.create')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
