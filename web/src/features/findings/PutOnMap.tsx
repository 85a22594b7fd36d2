import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Driver, Drivers, Found } from '../../api/findings';
import { mapQuery, mapsQuery } from '../../api/queries';
import type { MapSummary, Source } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Empty, Field, Loading, Note } from '../../ui';
import { Modal } from '../../ui/Modal';
import { momentChanges, placesOn } from './moment';

/** Puts a moment of truth on a map: which one, and at which of its steps. */
export function PutOnMap({ driver, found, source, onClose }: { driver: Driver; found: Found<Drivers>; source: Source; onClose: () => void }) {
  const { t } = useText();
  const { data: maps, error } = useQuery(mapsQuery);
  const open = maps?.filter((map) => !map.archived_at) ?? [];
  // Maps of the same source come first: their steps know the activities.
  const sorted = [...open].sort((a, b) => Number(b.source === source.name) - Number(a.source === source.name));
  return (
    <Modal title={t('findings.putOnMap')} text={inLangTitle(driver, t)} closeLabel={t('common.close')} onClose={onClose}>
      {error && <Trouble error={error} />}
      {!error && !maps && <Loading label={t('common.loading')} rows={3} height={36} />}
      {maps && (sorted.length === 0 ? <Empty icon="map" title={t('findings.noMaps')} text={t('findings.noMapsText')} /> : <Choose maps={sorted} driver={driver} found={found} onClose={onClose} />)}
    </Modal>
  );
}

const inLangTitle = (driver: Driver, t: (key: string, options: Record<string, unknown>) => string) => t('findings.putText', { activity: driver.activity });

function Choose({ maps, driver, found, onClose }: { maps: MapSummary[]; driver: Driver; found: Found<Drivers>; onClose: () => void }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const mayNot = useMayNot('editor');
  const [map, setMap] = useState(maps[0]?.id ?? '');
  const [picked, setPicked] = useState<string | null>(null);
  const { data: doc, error } = useQuery(mapQuery(map));
  const places = doc ? placesOn(doc, driver.activity) : [];
  const step = places.find(({ step: one }) => one.id === picked)?.step ?? places.find((one) => one.fits)?.step;
  const put = useMutation({
    mutationFn: async () => {
      if (!doc || !step) throw new Error(t('findings.putNeeds'));
      const made = momentChanges(doc, step.id, driver, found);
      await call('POST', `/maps/${encodeURIComponent(map)}/changes`, { changes: made.changes });
      return made.card;
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['map', map] });
      void queries.invalidateQueries({ queryKey: ['maps'] });
    },
  });
  if (put.isSuccess) {
    return (
      <div className="dialog__form">
        <Note kind="ok" title={t('findings.putDone')} />
        <div className="dialog__actions">
          <Button label={t('common.close')} onClick={onClose} />
          <Link to="/maps/$id" params={{ id: map }} search={{ card: put.data }} className={buttonClass({ look: 'primary' })}>
            {t('findings.toMap')}
          </Link>
        </div>
      </div>
    );
  }
  return (
    <form
      className="dialog__form"
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate();
      }}
    >
      <Field label={t('findings.map')}>
        <select
          className="select"
          value={map}
          onChange={(event) => {
            setMap(event.target.value);
            setPicked(null);
          }}
        >
          {maps.map((one) => (
            <option key={one.id} value={one.id}>
              {inLang(one.title, lang)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('findings.step')}>
        <select className="select" value={step?.id ?? ''} onChange={(event) => setPicked(event.target.value)}>
          {!step && <option value="">{t('findings.stepChoose')}</option>}
          {places.map(({ step: one, fits }) => (
            <option key={one.id} value={one.id}>
              {fits ? t('findings.stepFits', { step: inLang(one.name, lang) }) : inLang(one.name, lang)}
            </option>
          ))}
        </select>
      </Field>
      {doc && !step && <p className="muted">{t('findings.stepNone', { activity: driver.activity })}</p>}
      {error && <Trouble error={error} />}
      {put.error && <Trouble error={put.error} />}
      <div className="dialog__actions">
        <Button label={t('common.cancel')} onClick={onClose} />
        <button type="submit" className="button button--primary" disabled={!step || put.isPending || mayNot !== undefined} title={mayNot ?? (step ? undefined : t('findings.putNeeds'))}>
          {t('findings.put')}
        </button>
      </div>
    </form>
  );
}
