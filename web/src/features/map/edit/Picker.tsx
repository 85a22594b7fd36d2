import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { libraryQuery } from '../../../api/mapQueries';
import type { ItemKind, LibraryKind, MapDocument } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { inLang } from '../../../lib/localtext';
import { useMap, useMapStore } from '../../../live';
import { channelIcon, Icon, type IconName } from '../../../ui';
import { ChannelForm, ItemForm } from './PickedForm';

interface Offer {
  key: string;
  /** Of the map; without one it is taken from the library or made. */
  id?: string;
  label: string;
  note: string;
  icon: IconName;
  choose: () => string;
}

export const itemIcon: Record<ItemKind, IconName> = { touchpoint: 'touchpoints', system: 'database', content: 'content', insight: 'search', metric: 'kpis', department: 'users', employee_role: 'owner' };

/** On how many cards and steps of this map something is used. */
export function placesOf(map: MapDocument, what: 'item' | 'channel', id: string): number {
  const cards = map.cards.filter((card) => (what === 'channel' ? card.channel === id : (card.items?.includes(id) ?? false) || card.moment?.touchpoint === id)).length;
  const steps = what === 'item' ? map.stages.flatMap((stage) => stage.steps).filter((step) => step.touchpoints?.includes(id)).length : 0;
  return cards + steps;
}

/**
 * Picks touchpoints, systems, content or a channel: those of this map, those other maps share through the library, or a
 * new one under the name that was typed. Each says where it is used.
 */
export function Picker({ what, label, chosen, kind = 'touchpoint', many, onSave }: { what: 'item' | 'channel'; label: string; chosen: readonly string[]; /** Of a new item. */ kind?: ItemKind; many?: boolean; onSave: (chosen: string[]) => void }) {
  const { t, lang } = useText();
  const map = useMap();
  const store = useMapStore();
  const { data: library } = useQuery(libraryQuery);
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  /** The chosen one whose own fields are open. */
  const [shown, setShown] = useState<string | null>(null);
  const listId = useId();
  const own = useMemo(() => (what === 'channel' ? (map.channels ?? []) : (map.items ?? [])), [map, what]);

  const offers = useMemo(() => {
    const wanted = query.trim().toLocaleLowerCase(lang);
    const fits = (name: string) => name.toLocaleLowerCase(lang).includes(wanted);
    const iconOf = (one: { icon?: string; kind?: ItemKind }) => (what === 'channel' ? channelIcon(one.icon ?? 'other') : itemIcon[one.kind ?? 'touchpoint']);
    const here: Offer[] = own
      .filter((one) => !chosen.includes(one.id) && fits(inLang(one.name, lang)))
      .map((one) => {
        const count = placesOf(map, what, one.id);
        const shared = library?.find((entry) => entry.library === one.library)?.used.filter((use) => use.map !== map.id).length ?? 0;
        return { key: one.id, id: one.id, label: inLang(one.name, lang), note: [t('edit.usedHere', { count }), shared > 0 ? t('edit.usedMaps', { count: shared }) : ''].filter(Boolean).join(' · '), icon: iconOf(one), choose: () => one.id };
      });
    const known = new Set(own.map((one) => one.library).filter(Boolean));
    const kinds: readonly LibraryKind[] = what === 'channel' ? ['channel'] : ['touchpoint', 'system', 'content', 'insight', 'metric', 'department', 'employee_role'];
    const shared: Offer[] = (library ?? [])
      .filter((entry) => kinds.includes(entry.kind) && !known.has(entry.library) && fits(inLang(entry.name, lang)))
      .map((entry) => ({
        key: `library ${entry.library}`,
        label: inLang(entry.name, lang),
        note: t('edit.fromLibrary', { count: entry.used.length }),
        icon: what === 'channel' ? channelIcon('other') : itemIcon[entry.kind as ItemKind],
        choose: () => (what === 'channel' ? store.edit.addChannel({ name: entry.name, icon: 'other', library: entry.library }) : store.edit.addItem({ name: entry.name, kind: entry.kind as ItemKind, library: entry.library })),
      }));
    const typed = query.trim();
    const named = [...here, ...shared].some((offer) => offer.label.toLocaleLowerCase(lang) === wanted);
    const fresh: Offer[] =
      typed && !named
        ? [{ key: 'new', label: t('edit.create', { name: typed }), note: what === 'item' ? t(`library.kind_${kind}`) : t('library.kind_channel'), icon: 'plus', choose: () => (what === 'channel' ? store.edit.addChannel({ name: { [lang]: typed }, icon: 'other' }) : store.edit.addItem({ name: { [lang]: typed }, kind })) }]
        : [];
    return [...here.slice(0, 30), ...shared.slice(0, 20), ...fresh];
  }, [query, own, chosen, library, map, what, kind, lang, t, store]);

  const take = (offer: Offer | undefined) => {
    if (!offer) return;
    const id = store.edit.transact('pick', () => offer.choose());
    onSave(many ? [...chosen, id] : [id]);
    setQuery('');
    setActive(0);
    if (!many) setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setActive((now) => (offers.length ? (now + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % offers.length : 0));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (open) take(offers[active]);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Backspace' && query === '' && chosen.length > 0) onSave(chosen.slice(0, -1));
  };

  return (
    <div className="edit-field edit-picker">
      <label htmlFor={`${listId}-input`}>{label}</label>
      {chosen.length > 0 && (
        <ul className="edit-picked">
          {chosen.map((id) => {
            const one = own.find((known) => known.id === id);
            const name = inLang(one?.name, lang) || t('edit.unnamed');
            return (
              <li key={id}>
                <Icon name={what === 'channel' ? channelIcon(one && 'icon' in one ? one.icon : 'other') : itemIcon[one && 'kind' in one ? one.kind : 'touchpoint']} size={15} />
                <button type="button" className="edit-picked__name" aria-expanded={shown === id} title={t('edit.editPicked', { name })} onClick={() => setShown(shown === id ? null : id)}>
                  {name}
                </button>
                <small className="num">{t('edit.usedHere', { count: placesOf(map, what, id) })}</small>
                <button type="button" aria-label={t('edit.take_away', { name })} title={t('edit.take_away', { name })} onClick={() => onSave(chosen.filter((other) => other !== id))}>
                  <Icon name="close" size={14} />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {shown !== null && chosen.includes(shown) && (what === 'channel' ? <ChannelForm key={shown} id={shown} /> : <ItemForm key={shown} id={shown} />)}
      <input
        id={`${listId}-input`}
        className="input"
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && offers[active] ? `${listId}-${active}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={t('edit.pickOrCreate')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={label} className="edit-offers" hidden={!open || offers.length === 0}>
        {offers.map((offer, i) => (
          // The keyboard is on the input; the list is for the eye and the pointer.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <li key={offer.key} id={`${listId}-${i}`} role="option" aria-selected={i === active} onPointerDown={(event) => event.preventDefault()} onClick={() => take(offer)}>
            <Icon name={offer.icon} size={16} />
            <span>{offer.label}</span>
            <small className="num">{offer.note}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
