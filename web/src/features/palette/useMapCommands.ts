import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { mapsQuery } from '../../api/queries';
import type { LaneRole } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { useMap, useMapStore, useUndo, useWritable } from '../../live';
import { laneName, laneRoles } from '../map/edit/options';
import { recordWord } from '../map/edit/record';
import { cardTitle } from '../map/words';
import type { Command } from './commands';
import { keyWords } from './words';
import type { MapSearch } from '../../app/router';
import { viewLayouts, viewShows } from '../views/state';

export interface MapActions {
  change: (change: Partial<MapSearch>) => void;
  /** Brings a place into sight, also one the view hides. */
  pick: (target: { card: string } | { place: string }) => void;
}

/** Everything that can be done on the open map, and every place of it. */
export function useMapCommands({ change, pick }: MapActions): Command[] {
  const { t, lang } = useText();
  const map = useMap();
  const store = useMapStore();
  const writable = useWritable();
  const { undo, redo, canUndo, canRedo } = useUndo();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: maps } = useQuery({ ...mapsQuery, staleTime: 60_000 });
  return useMemo(() => {
    const closed = writable ? undefined : t('live.readOnly');
    const act = t('palette.do');
    const views = t('palette.show');
    const create = t('palette.create');
    const open = (record: Parameters<typeof recordWord>[0]) => change({ card: undefined, panel: undefined, record: recordWord(record) });
    const doing: Command[] = [
      { id: 'undo', label: t('live.undo'), group: act, icon: 'undo', keys: keyWords('mod+Z'), disabled: closed ?? (canUndo ? undefined : t('palette.nothingToUndo')), run: undo },
      { id: 'redo', label: t('live.redo'), group: act, icon: 'redo', keys: keyWords('mod+Y'), disabled: closed ?? (canRedo ? undefined : t('palette.nothingToRedo')), run: redo },
      { id: 'settings', label: t('mapSettings.title'), group: act, icon: 'settings', also: `${t('mapSettings.purpose')} ${t('mapSettings.owner')} ${t('mapSettings.brand')}`, run: () => change({ dialog: 'settings' }) },
      { id: 'check', label: t('map.check'), group: act, icon: 'shield', run: () => change({ card: undefined, record: undefined, panel: 'check' }) },
      { id: 'export', label: t('map.export'), group: act, icon: 'download', also: 'PDF PNG SVG PPTX XLSX HTML', run: () => change({ export: 'pdf' }) },
      { id: 'compare', label: t('map.compare'), group: act, icon: 'layers', run: () => void navigate({ to: '/compare', search: { a: map.id } }) },
      { id: 'again', label: t('again.open'), group: act, icon: 'route', also: `${t('again.title')} discover draft`, run: () => void navigate({ to: '/maps/$id/discover', params: { id: map.id } }) },
      { id: 'surveys', label: t('palette.surveys'), group: act, icon: 'comment', also: 'NPS CSAT CES QR', run: () => void navigate({ to: '/voice/surveys' }) },
      { id: 'studies', label: t('palette.studies'), group: act, icon: 'questions', run: () => void navigate({ to: '/voice/studies' }) },
      { id: 'keys', label: t('keys.title'), group: act, icon: 'keyboard', keys: '?', run: () => change({ dialog: 'keys' }) },
    ];
    const seeing: Command[] = [
      ...viewLayouts.map((view): Command => ({ id: `view ${view}`, label: t(`views.layout_${view}`, { defaultValue: view }), group: views, icon: view === 'outline' ? 'outline' : view === 'table' ? 'table' : 'grid', run: () => change({ view: view === 'map' ? undefined : view }) })),
      ...viewShows.map((show): Command => ({ id: `show ${show}`, label: t(`views.show_${show}`, { defaultValue: show }), group: views, icon: 'eye', run: () => change({ show }) })),
      { id: 'show all', label: t('palette.everything'), group: views, icon: 'eye', run: () => change({ show: undefined, persona: undefined, stage: undefined, view: undefined }) },
    ];
    const making: Command[] = [
      {
        id: 'new stage', label: t('palette.newStage'), group: create, icon: 'plus', disabled: closed,
        run: () => open({ kind: 'stage', id: store.edit.addStage({ name: { [lang]: '' }, step: { [lang]: '' } }).stage }),
      },
      ...map.stages.map((stage): Command => ({
        id: `new step ${stage.id}`, label: t('palette.newStep', { stage: inLang(stage.name, lang) }), group: create, icon: 'plus', disabled: closed,
        run: () => open({ kind: 'step', id: store.edit.addStep({ stage: stage.id, name: { [lang]: '' } }) }),
      })),
      ...laneRoles.map((role: LaneRole): Command => ({
        id: `new lane ${role}`, label: t('palette.newLane', { role: t(`lane.${role}`) }), group: create, icon: role as Command['icon'], disabled: closed,
        run: () => open({ kind: 'lane', id: store.edit.addLane({ role }) }),
      })),
      { id: 'new persona', label: t('palette.newPersona'), group: create, icon: 'users', disabled: closed, run: () => open({ kind: 'persona', id: store.edit.addPersona({ name: { [lang]: '' } }) }) },
    ];
    const places: Command[] = map.stages.flatMap((stage, i) => [
      { id: `stage ${stage.id}`, label: `${i + 1}. ${inLang(stage.name, lang)}`, group: t('map.stages'), icon: 'route', run: () => pick({ place: stage.id }) } satisfies Command,
      ...stage.steps.map((step): Command => ({ id: `step ${step.id}`, label: inLang(step.name, lang), note: inLang(stage.name, lang), group: t('map.steps'), icon: 'arrow_right', run: () => pick({ place: step.id }) })),
    ]);
    const editing: Command[] = [
      ...map.stages.flatMap((stage) => [{ kind: 'stage' as const, id: stage.id, name: inLang(stage.name, lang) }, ...stage.steps.map((step) => ({ kind: 'step' as const, id: step.id, name: inLang(step.name, lang) }))]),
      ...map.lanes.map((lane) => ({ kind: 'lane' as const, id: lane.id, name: laneName(lane, t, lang) })),
      ...(map.personas ?? []).map((persona) => ({ kind: 'persona' as const, id: persona.id, name: inLang(persona.name, lang) })),
    ].map(({ kind, id, name }): Command => ({ id: `edit ${kind} ${id}`, label: t('palette.edit', { name }), note: t(`edit.kind_${kind}`), group: t('palette.details'), icon: 'pencil', run: () => open({ kind, id }) }));
    const lanes: Command[] = map.lanes.map((lane) => ({ id: `lane ${lane.id}`, label: laneName(lane, t, lang), group: t('palette.lanes'), icon: lane.role as Command['icon'], run: () => pick({ place: lane.id }) }));
    const names = new Map(map.stages.flatMap((stage) => [stage, ...stage.steps]).map((one) => [one.id, inLang(one.name, lang)]));
    const cards: Command[] = map.cards.map((card) => ({ id: `card ${card.id}`, label: cardTitle(card, map, t, lang), note: names.get(card.at), group: t('palette.cards'), icon: 'text', run: () => pick({ card: card.id }) }));
    const others: Command[] = (maps ?? queries.getQueryData(mapsQuery.queryKey) ?? [])
      .filter((one) => one.id !== map.id)
      .map((one) => ({ id: `map ${one.id}`, label: inLang(one.title, lang), group: t('shell.atlas'), icon: 'map', run: () => void navigate({ to: '/maps/$id', params: { id: one.id } }) }));
    return [...doing, ...seeing, ...making, ...places, ...lanes, ...editing, ...cards, ...others];
  }, [t, lang, map, store, writable, undo, redo, canUndo, canRedo, navigate, queries, maps, change, pick]);
}
