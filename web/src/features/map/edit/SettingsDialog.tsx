import './edit.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { mapsQuery } from '../../../api/queries';
import type { MapKind, MapState } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { inLang } from '../../../lib/localtext';
import { useMap, useMapStore, useWritable } from '../../../live';
import { Button, Icon, Segmented } from '../../../ui';
import { Modal } from '../../../ui/Modal';
import { Line, Select, TranslatedText, useSetter } from './fields';

const of = { kind: 'map', id: '' } as const;
const linkKinds = ['to_be', 'as_is', 'parent', 'child', 'general', 'derived', 'employee', 'customer', 'related'] as const;

/** What the whole map is: its name, kind, purpose and owner, the maps it belongs to, the colours it is drawn in. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const map = useMap();
  const writable = useWritable();
  const set = useSetter(of);
  const [tab, setTab] = useState<'about' | 'links' | 'brand'>('about');
  return (
    <Modal title={t('mapSettings.title')} className="edit-settings" closeLabel={t('common.close')} onClose={onClose}>
      <Segmented
        label={t('mapSettings.parts')}
        value={tab}
        choices={[
          { value: 'about', label: t('mapSettings.about'), icon: 'map' },
          { value: 'links', label: t('mapSettings.links'), icon: 'link' },
          { value: 'brand', label: t('mapSettings.brand'), icon: 'picture' },
        ]}
        onChange={setTab}
      />
      {!writable && <p className="muted">{t('live.read_only_text')}</p>}
      <fieldset className="edit-fields" disabled={!writable}>
        {tab === 'about' && (
          <>
            <TranslatedText of={of} field="title" label={t('mapSettings.name')} />
            <div className="edit-row">
              <Select label={t('mapSettings.kind')} value={map.kind} options={(['customer', 'user', 'employee'] as MapKind[]).map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))} onSave={(kind) => kind && set('kind', kind)} />
              <Select label={t('mapSettings.state')} value={map.state} options={(['as_is', 'to_be'] as MapState[]).map((state) => ({ value: state, label: t(`mapState.${state}`) }))} onSave={(state) => state && set('state', state)} />
            </div>
            <TranslatedText of={of} field="purpose" label={t('mapSettings.purpose')} lines={2} />
            <TranslatedText of={of} field="scenario" label={t('mapSettings.scenario')} lines={2} />
            <TranslatedText of={of} field="scope" label={t('mapSettings.scope')} lines={2} />
            <TranslatedText of={of} field="department" label={t('edit.department')} />
            <div className="edit-row edit-row--three">
              <Line label={t('mapSettings.owner')} value={map.owner} onSave={(value) => set('owner', value)} />
              <Line label={t('mapSettings.review')} type="date" value={map.review_date} onSave={(value) => set('review_date', value)} />
              <Line label={t('mapSettings.edition')} value={map.edition} onSave={(value) => set('edition', value)} />
            </div>
          </>
        )}
        {tab === 'links' && <Links />}
        {tab === 'brand' && <BrandFields />}
      </fieldset>
    </Modal>
  );
}

function Links() {
  const { t, lang } = useText();
  const map = useMap();
  const store = useMapStore();
  const { data: maps } = useQuery(mapsQuery);
  const others = (maps ?? []).filter((one) => one.id !== map.id);
  const [link, setLink] = useState<{ kind: string; map: string }>({ kind: 'to_be', map: '' });
  const nameOf = (id: string) => inLang(others.find((one) => one.id === id)?.title, lang) || id;
  return (
    <>
      {(map.links?.length ?? 0) === 0 && <p className="muted">{t('mapSettings.noLinks')}</p>}
      <ul className="edit-links">
        {map.links?.map((one) => (
          <li key={one.id}>
            <Icon name="link" size={16} />
            <span>
              <small>{t(`mapSettings.link_${one.kind}`)}</small>
              {inLang(one.label, lang) || nameOf(one.map)}
            </span>
            <Button small look="quiet" icon="trash" iconOnly label={t('mapSettings.removeLink', { name: nameOf(one.map) })} onClick={() => store.edit.remove('link', [one.id])} />
          </li>
        ))}
      </ul>
      <div className="edit-row">
        <Select label={t('mapSettings.linkKind')} value={link.kind} options={linkKinds.map((kind) => ({ value: kind, label: t(`mapSettings.link_${kind}`) }))} onSave={(kind) => setLink({ ...link, kind: kind ?? 'related' })} />
        <Select label={t('mapSettings.linkMap')} value={link.map} none={t('edit.choose')} options={others.map((one) => ({ value: one.id, label: inLang(one.title, lang) || one.id }))} onSave={(id) => setLink({ ...link, map: id ?? '' })} />
      </div>
      <p>
        <Button
          small
          icon="plus"
          label={t('mapSettings.addLink')}
          disabled={!link.map}
          onClick={() => {
            store.edit.addLink({ kind: link.kind as (typeof linkKinds)[number], map: link.map });
            setLink({ ...link, map: '' });
          }}
        />
      </p>
    </>
  );
}

const isColour = (text: string | undefined) => text === undefined || /^#[0-9a-f]{6}$/i.test(text);

function BrandFields() {
  const { t, lang } = useText();
  const map = useMap();
  const set = useSetter(of);
  const brand = map.brand ?? {};
  const change = (part: 'color' | 'accent' | 'logo', value: string | undefined) => {
    if (part !== 'logo' && !isColour(value)) return;
    const next = { ...brand, [part]: value };
    if (value === undefined) delete next[part];
    set('brand', Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <>
      <p className="muted">{t('mapSettings.brandText')}</p>
      {(['color', 'accent'] as const).map((part) => (
        <div key={part} className="edit-colour">
          <input type="color" aria-label={t(`mapSettings.brand_${part}`)} value={brand[part] ?? '#14524a'} onChange={(event) => change(part, event.target.value)} />
          <Line label={t(`mapSettings.brand_${part}`)} placeholder="#14524A" value={brand[part]} onSave={(value) => change(part, value)} />
          {brand[part] && <Button small look="quiet" label={t('edit.clear')} onClick={() => change(part, undefined)} />}
        </div>
      ))}
      <Select label={t('mapSettings.logo')} value={brand.logo} none={t('mapSettings.noLogo')} options={(map.images ?? []).map((image) => ({ value: image.id, label: inLang(image.alt, lang) || image.id }))} onSave={(logo) => change('logo', logo)} />
    </>
  );
}
