import { useState } from 'react';
import type { MapSummary } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { Button, Field } from '../../ui';
import { Modal } from '../../ui/Modal';
import { isArchived } from './state';
import { useMapActions, type SharedFields } from './useMapActions';

/** What can be done with the maps that are chosen. Stays at the lower edge while any is. */
export function BulkBar({ maps, onDone }: { maps: MapSummary[]; onDone: () => void }) {
  const { t } = useText();
  const { archive, change, exportMaps } = useMapActions();
  const [editing, setEditing] = useState(false);
  const back = maps.every(isArchived);
  const mayNot = useMayNot('editor');
  const error = archive.error ?? exportMaps.error;
  return (
    <section className="bulk" aria-label={t('atlas.bulk')}>
      {error && <Trouble error={error} />}
      <div className="bulk__row">
        <b className="num" role="status">
          {t('atlas.chosen', { count: maps.length })}
        </b>
        <Button icon="settings" label={t('atlas.setFields')} disabled={mayNot !== undefined} title={mayNot} onClick={() => setEditing(true)} />
        <Button icon="download" label={exportMaps.isPending ? t('atlas.packing') : t('atlas.exportZip')} disabled={exportMaps.isPending} onClick={() => exportMaps.mutate(maps)} />
        <Button
          icon={back ? 'refresh' : 'layers'}
          label={back ? t('atlas.restore') : t('atlas.archive')}
          disabled={archive.isPending || mayNot !== undefined}
          title={mayNot}
          onClick={() => archive.mutate({ maps, archived: !back }, { onSuccess: onDone })}
        />
        <Button look="quiet" icon="close" label={t('atlas.chooseNone')} onClick={onDone} />
      </div>
      {editing && (
        <FieldsDialog
          count={maps.length}
          error={change.error}
          busy={change.isPending}
          onClose={() => setEditing(false)}
          onSave={(fields) =>
            change.mutate(
              { maps, fields },
              {
                onSuccess: () => {
                  setEditing(false);
                  onDone();
                },
              },
            )
          }
        />
      )}
    </section>
  );
}

function FieldsDialog({ count, error, busy, onSave, onClose }: { count: number; error: Error | null; busy: boolean; onSave: (fields: SharedFields) => void; onClose: () => void }) {
  const { t } = useText();
  const [fields, setFields] = useState<SharedFields>({});
  const put = (part: SharedFields) => setFields((now) => ({ ...now, ...part }));
  const empty = !fields.owner?.trim() && !fields.department?.trim() && !fields.review_date;
  return (
    <Modal title={t('atlas.setFields')} text={t('atlas.setFieldsText', { count })} closeLabel={t('common.close')} onClose={onClose} focus="input">
      <form
        className="dialog__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!empty) onSave({ owner: fields.owner?.trim(), department: fields.department?.trim(), review_date: fields.review_date });
        }}
      >
        <Field label={t('atlas.owner')}>
          <input className="input" maxLength={200} value={fields.owner ?? ''} onChange={(e) => put({ owner: e.target.value })} />
        </Field>
        <Field label={t('atlas.department')}>
          <input className="input" maxLength={200} value={fields.department ?? ''} onChange={(e) => put({ department: e.target.value })} />
        </Field>
        <Field label={t('atlas.review')}>
          <input className="input" type="date" value={fields.review_date ?? ''} onChange={(e) => put({ review_date: e.target.value || undefined })} />
        </Field>
        {error && <Trouble error={error} />}
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <button type="submit" className="button button--primary" disabled={empty || busy}>
            {t('atlas.apply')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
