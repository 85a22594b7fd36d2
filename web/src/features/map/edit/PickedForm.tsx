import { useText } from '../../../app/i18n';
import { useMap, useMapStore, useRecord } from '../../../live';
import { Icon } from '../../../ui';
import { inLang } from '../../../lib/localtext';
import { Line, Select, TranslatedText } from './fields';
import { channelIcons } from './options';

/** A channel where it is used: its name and its icon, for the whole map. */
export function ChannelForm({ id }: { id: string }) {
  const { t } = useText();
  const store = useMapStore();
  const channel = useRecord('channel', id);
  if (!channel) return null;
  return (
    <div className="edit-picked__body">
      <TranslatedText of={{ kind: 'channel', id }} field="name" label={t('edit.name')} />
      <div className="edit-field" role="group" aria-label={t('edit.channelIcon')}>
        <span className="edit-field__label">{t('edit.channelIcon')}</span>
        <span className="edit-icons">
          {channelIcons.map((icon) => (
            <button key={icon} type="button" aria-pressed={channel.icon === icon} aria-label={t(`edit.icon_${icon}`)} title={t(`edit.icon_${icon}`)} onClick={() => store.edit.setField('channel', id, 'icon', icon)}>
              <Icon name={icon} size={18} />
            </button>
          ))}
        </span>
      </div>
    </div>
  );
}

/** A touchpoint, system or piece of content where it is used: what it is, for the whole map. */
export function ItemForm({ id }: { id: string }) {
  const { t, lang } = useText();
  const map = useMap();
  const store = useMapStore();
  const item = useRecord('item', id);
  if (!item) return null;
  const set = (field: string) => (value: string | undefined) => store.edit.setField('item', id, field, value);
  return (
    <div className="edit-picked__body">
      <TranslatedText of={{ kind: 'item', id }} field="name" label={t('edit.name')} />
      <TranslatedText of={{ kind: 'item', id }} field="description" label={t('edit.description')} lines={3} />
      {(item.kind === 'touchpoint' || item.kind === 'content') && (map.channels?.length ?? 0) > 0 && (
        <Select label={t('edit.channel')} value={item.channel} none={t('edit.itemNoChannel')} options={(map.channels ?? []).map((one) => ({ value: one.id, label: inLang(one.name, lang) || t('edit.unnamed') }))} onSave={set('channel')} />
      )}
      <Line label={t('edit.itemLink')} type="url" placeholder="https://" value={item.link} onSave={set('link')} />
      <Line label={t('edit.itemOwner')} value={item.owner} onSave={set('owner')} />
    </div>
  );
}
