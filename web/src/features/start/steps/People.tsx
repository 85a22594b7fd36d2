import { useState } from 'react';
import type { MapDocument } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { newId } from '../../../lib/ids';
import { inLang } from '../../../lib/localtext';
import { Button, Field } from '../../../ui';
import { intendedOf, intending, said, type Item } from '../change';
import type { Start } from '../useStart';

/** All who have a part in the journey: departments and suppliers, and who speaks for each. */
export function People({ start, doc }: { start: Start; doc: MapDocument }) {
  const { t, lang } = useText();
  const parties = (doc.items ?? []).filter((item) => item.kind === 'department');
  const putItem = (id: string, change: (item: Item) => Item) => start.change((map) => ({ ...map, items: map.items?.map((item) => (item.id === id ? change(item) : item)) }));
  const add = (name: string) => {
    const item: Item = { id: newId('department'), kind: 'department', name: { [lang]: name } };
    start.change((map) => ({ ...map, items: [...(map.items ?? []), item] }));
  };
  const wish = doc.stages.length > 0 ? intendedOf(doc) : (start.draft.wish ?? {});
  const usual = t('start.people.usual').split('|');
  const left = usual.filter((name) => !parties.some((item) => inLang(item.name, lang) === name));
  return (
    <div className="start-form">
      {parties.length > 0 && (
        <ul className="party-list">
          {parties.map((item) => (
            <li key={item.id} className="party">
              <Field label={t('start.people.party')}>
                <input className="input" maxLength={200} value={inLang(item.name, lang)} onChange={(e) => putItem(item.id, (one) => ({ ...one, name: said(one.name, lang, e.target.value) }))} />
              </Field>
              <Field label={t('start.people.contact')}>
                <input className="input" maxLength={200} placeholder={t('start.people.contactHint')} value={item.owner ?? ''} onChange={(e) => putItem(item.id, (one) => ({ ...one, owner: e.target.value || undefined }))} />
              </Field>
              <Field label={t('start.people.part')}>
                <input className="input" maxLength={400} placeholder={t('start.people.partHint')} value={inLang(item.description, lang)} onChange={(e) => putItem(item.id, (one) => ({ ...one, description: said(one.description, lang, e.target.value) }))} />
              </Field>
              <Button look="quiet" iconOnly icon="trash" label={t('start.people.remove', { name: inLang(item.name, lang) })} onClick={() => start.change((map) => ({ ...map, items: map.items?.filter((one) => one.id !== item.id) }))} />
            </li>
          ))}
        </ul>
      )}
      <AddParty onAdd={add} />
      {left.length > 0 && (
        <div className="start-chips" role="group" aria-label={t('start.people.often')}>
          <span className="muted">{t('start.people.often')}</span>
          {left.map((name) => (
            <Button key={name} small icon="plus" label={name} onClick={() => add(name)} />
          ))}
        </div>
      )}
      <Field label={t('start.people.wish')}>
        <textarea
          className="input"
          rows={2}
          placeholder={t('start.people.wishHint')}
          value={inLang(wish, lang)}
          onChange={(e) => {
            const text = said(wish, lang, e.target.value);
            if (doc.stages.length > 0) start.change((map) => intending(map, text));
            else start.changeDraft({ wish: text });
          }}
        />
      </Field>
    </div>
  );
}

function AddParty({ onAdd }: { onAdd: (name: string) => void }) {
  const { t } = useText();
  const [name, setName] = useState('');
  return (
    <form
      className="start-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) onAdd(name.trim());
        setName('');
      }}
    >
      <Field label={t('start.people.add')}>
        <input className="input" maxLength={200} placeholder={t('start.people.addHint')} value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      <button type="submit" className="button" disabled={!name.trim()}>
        {t('start.addOne')}
      </button>
    </form>
  );
}
