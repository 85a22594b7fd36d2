import './views.css';
import * as Menu from '@radix-ui/react-dropdown-menu';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keeping, viewsQuery } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Button, Field, Icon, Segmented, type IconName } from '../../ui';
import { Modal } from '../../ui/Modal';
import { useMe } from '../comments/me';
import { isPlain, viewLayouts, viewOfQuery, viewQuery, viewShows, type ViewLayout, type ViewSearch } from './state';

const layoutIcon: Record<ViewLayout, IconName> = { map: 'grid', blueprint: 'layers', table: 'table', outline: 'outline' };
const everything: ViewSearch = { view: undefined, show: undefined, persona: undefined, stage: undefined, q: undefined, lane: undefined, sort: undefined };

/** How the map is shown, what of it, and the views that were saved. */
export function ViewTools({ doc, search, onChange }: { doc: MapDocument; search: ViewSearch; onChange: (change: ViewSearch) => void }) {
  const { t, lang } = useText();
  const [saving, setSaving] = useState(false);
  const persona = doc.personas?.find((one) => one.id === search.persona);
  const stage = doc.stages.find((one) => one.id === search.stage);
  const narrowed = [
    search.show && { key: 'show', label: t(`views.show_${search.show}`) },
    persona && { key: 'persona', label: inLang(persona.name, lang) },
    stage && { key: 'stage', label: inLang(stage.name, lang) },
  ].filter((one) => one !== undefined);
  return (
    <>
      <span className="view-layouts">
        <Segmented<ViewLayout>
          label={t('map.view')}
          value={search.view ?? 'map'}
          choices={viewLayouts.map((value) => ({ value, label: t(`views.layout_${value}`), icon: layoutIcon[value] }))}
          onChange={(view) => onChange({ view: view === 'map' ? undefined : view, q: undefined, lane: undefined, sort: undefined })}
        />
      </span>
      <Menu.Root modal={false}>
        <Menu.Trigger className="button view-show" aria-label={t('views.showWhat', { what: narrowed.map((one) => one.label).join(', ') || t('views.show_all') })}>
          <Icon name="filter" size={16} />
          <span className="view-show__words">{narrowed.length === 0 ? t('views.show_all') : narrowed.map((one) => one.label).join(' · ')}</span>
          <Icon name="chevron_down" size={15} />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Content className="menu view-menu" align="start" sideOffset={6} collisionPadding={8}>
            <Menu.Label className="view-menu__head">{t('views.show')}</Menu.Label>
            <Menu.RadioGroup value={search.show ?? ''} onValueChange={(show) => onChange({ show: viewShows.find((one) => one === show) })}>
              {['', ...viewShows].map((show) => (
                <Choice key={show} value={show} label={t(`views.show_${show || 'all'}`)} />
              ))}
            </Menu.RadioGroup>
            {(doc.personas?.length ?? 0) > 0 && (
              <>
                <Menu.Label className="view-menu__head">{t('views.persona')}</Menu.Label>
                <Menu.RadioGroup value={persona?.id ?? ''} onValueChange={(id) => onChange({ persona: id || undefined })}>
                  <Choice value="" label={t('views.allPersonas')} />
                  {doc.personas?.map((one) => <Choice key={one.id} value={one.id} label={inLang(one.name, lang)} />)}
                </Menu.RadioGroup>
              </>
            )}
            {doc.stages.length > 1 && (
              <>
                <Menu.Label className="view-menu__head">{t('views.stage')}</Menu.Label>
                <Menu.RadioGroup value={stage?.id ?? ''} onValueChange={(id) => onChange({ stage: id || undefined })}>
                  <Choice value="" label={t('views.allStages')} />
                  {doc.stages.map((one, i) => (
                    <Choice key={one.id} value={one.id} label={`${i + 1}. ${inLang(one.name, lang)}`} />
                  ))}
                </Menu.RadioGroup>
              </>
            )}
            <Menu.Separator className="view-menu__line" />
            <SavedViews map={doc.id} now={viewQuery(search)} onOpen={(query) => onChange({ ...everything, ...viewOfQuery(query) })} />
            <Menu.Item className="menu__item" disabled={isPlain(search)} onSelect={() => setSaving(true)}>
              <Icon name="bookmark" size={16} />
              {t('views.save')}
            </Menu.Item>
          </Menu.Content>
        </Menu.Portal>
      </Menu.Root>
      {narrowed.length > 0 && <Button small look="quiet" icon="close" iconOnly label={t('views.showAll')} onClick={() => onChange({ show: undefined, persona: undefined, stage: undefined })} />}
      {saving && <SaveView map={doc.id} query={viewQuery(search)} suggested={narrowed.map((one) => one.label).join(', ') || t(`views.layout_${search.view ?? 'map'}`)} onClose={() => setSaving(false)} />}
    </>
  );
}

function Choice({ value, label }: { value: string; label: string }) {
  return (
    <Menu.RadioItem className="menu__item view-choice" value={value}>
      <span className="view-choice__mark">
        <Menu.ItemIndicator>
          <Icon name="check" size={15} />
        </Menu.ItemIndicator>
      </span>
      {label}
    </Menu.RadioItem>
  );
}

function SavedViews({ map, now, onOpen }: { map: string; now: string; onOpen: (query: string) => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const { data } = useQuery({ ...viewsQuery(map), retry: false });
  const drop = useMutation({ mutationFn: (view: string) => keeping.dropView(map, view), onSettled: () => queries.invalidateQueries({ queryKey: viewsQuery(map).queryKey }) });
  if (!data?.length) return null;
  return (
    <>
      <Menu.Label className="view-menu__head">{t('views.saved')}</Menu.Label>
      {data.map((view) => (
        <div key={view.id} className="view-saved">
          <Menu.Item className="menu__item" onSelect={() => onOpen(view.query)}>
            <Icon name={view.shared ? 'users' : 'bookmark'} size={15} />
            <span className={view.query === now ? 'view-saved__now' : undefined}>{view.name}</span>
            <span className="menu__hint">{view.shared ? t('views.shared') : t('views.own')}</span>
          </Menu.Item>
          <Menu.Item className="button button--quiet button--icon button--small" aria-label={t('views.drop', { name: view.name })} onSelect={(event) => (event.preventDefault(), drop.mutate(view.id))}>
            <Icon name="trash" size={15} />
          </Menu.Item>
        </div>
      ))}
    </>
  );
}

function SaveView({ map, query, suggested, onClose }: { map: string; query: string; suggested: string; onClose: () => void }) {
  const { t } = useText();
  const me = useMe(map);
  const queries = useQueryClient();
  const [name, setName] = useState(suggested);
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => keeping.view(map, { name: name.trim(), query, shared }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: viewsQuery(map).queryKey });
      onClose();
    },
  });
  return (
    <Modal title={t('views.save')} text={t('views.saveText')} closeLabel={t('common.close')} focus="input" onClose={onClose}>
      <form
        className="dialog__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) save.mutate();
        }}
      >
        <Field label={t('views.name')}>
          <input className="input" value={name} maxLength={80} onChange={(e) => setName(e.target.value)} />
        </Field>
        <label className="check-line">
          <input type="checkbox" checked={shared} disabled={!me.may('editor')} onChange={(e) => setShared(e.target.checked)} />
          <span>
            {t('views.share')}
            {!me.may('editor') && <span className="muted"> {t('views.shareNeeds')}</span>}
          </span>
        </label>
        {save.error && <Trouble error={save.error} />}
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <Button look="primary" type="submit" label={t('views.saveNow')} disabled={!name.trim() || save.isPending} />
        </div>
      </form>
    </Modal>
  );
}
