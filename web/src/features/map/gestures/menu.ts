/** What the menu of a card, cell, stage, step or lane offers. The keys for it stand beside it. */

import type { TFunction } from 'i18next';
import type { LaneRole } from '../../../api/types';
import type { IconName } from '../../../ui';
import { cardsAt } from '../board';
import type { Kit } from '../grid/kit';
import type { GridView, GridViewActions } from '../useGridView';
import type { Actions } from './actions';
import type { Spot } from './spots';

export interface Entry {
  label: string;
  icon?: IconName;
  /** The key that does the same. */
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  run?: () => void;
  /** A menu of its own. */
  inner?: Entry[];
}
/** Groups with a line between them. */
export type Menu = Entry[][];

export interface MenuAround {
  kit: Kit;
  view: GridView;
  viewing: GridViewActions;
  open: (card: string) => void;
  openPlace?: (kind: 'stage' | 'step' | 'lane', id: string) => void;
  comment?: (at: { kind: 'card' | 'stage' | 'step' | 'lane'; id: string }) => void;
  /** Opens the texts behind it; left out where nobody said anything. */
  texts?: () => void;
  copy: () => void;
  cut: () => void;
  paste: () => void;
  /** Whether the browser lets a page read the clipboard without a key. */
  canPaste: boolean;
}

const roles: readonly LaneRole[] = [
  'goals', 'actions', 'touchpoints', 'channels', 'content', 'thoughts', 'feelings', 'needs', 'expectations', 'pains', 'delights', 'moments_of_truth', 'quotes',
  'questions', 'kpis', 'opportunities', 'ideas', 'action_items', 'owner', 'front_stage', 'back_stage', 'support', 'images', 'text',
];
const widthStep = 40;

export function menuOf(spot: Spot, around: MenuAround): Menu {
  const menu = spot.kind === 'card' ? cardMenu(spot.id, around) : spot.kind === 'cell' ? cellMenu(spot, around) : headMenu(spot.kind, spot.id, around);
  return menu.filter((group) => group.length > 0);
}

function cardMenu(id: string, { kit, open, comment, texts, copy, cut, paste, canPaste }: MenuAround): Menu {
  const { t, actions, selection, board } = kit;
  const card = board().cards.get(id);
  const chosen = selection.get().cards.has(id) ? selection.chosen() : [id];
  const one = chosen.length === 1;
  const details: Entry = { label: t('grid.details'), icon: 'external', keys: t('grid.space'), run: () => open(id) };
  const behind: Entry[] = texts && one ? [{ label: t('voice.allTexts'), icon: 'comment', run: texts }] : [];
  if (!actions || !card) return [[details, ...behind, { label: t('grid.copy'), icon: 'copy', keys: 'Ctrl+C', run: copy }]];
  const cell = { lane: card.lane, at: card.at };
  const siblings = cardsAt(board(), cell.lane, cell.at);
  const at = siblings.findIndex((other) => other.id === id);
  const shift = (way: 'left' | 'right' | 'up' | 'down', keys: string): Entry => ({ label: t(`grid.move_${way}`), keys, run: () => actions.shiftCards(chosen, way) });
  return [
    [
      details,
      ...behind,
      { label: t('grid.editText'), keys: 'Enter', disabled: !one, run: () => actions.beginText({ kind: 'card', id }) },
      ...(comment && one ? [{ label: t('grid.comment'), run: () => comment({ kind: 'card', id }) }] : []),
    ],
    [
      { label: t('grid.addBefore'), icon: 'plus', run: () => actions.beginBefore(cell, id) },
      { label: t('grid.addAfter'), keys: 'Ctrl+Enter', run: () => (siblings[at + 1] ? actions.beginBefore(cell, siblings[at + 1]?.id) : actions.begin(cell)) },
      { label: t('grid.duplicate'), icon: 'copy', keys: 'Ctrl+D', run: () => actions.duplicateCards(chosen) },
      ...(one ? [{ label: t('grid.split'), disabled: !actions.canSplit(id), run: () => actions.splitCard(id) }] : [{ label: t('grid.mergeCards', { count: chosen.length }), run: () => actions.mergeCards(chosen) }]),
    ],
    [
      { label: t('grid.cut'), keys: 'Ctrl+X', run: cut },
      { label: t('grid.copy'), keys: 'Ctrl+C', run: copy },
      { label: t('grid.paste'), keys: 'Ctrl+V', disabled: !canPaste, run: paste },
    ],
    [
      { label: t('grid.stretch'), keys: 'Alt+Shift+→', disabled: !one || card.feeling !== undefined, run: () => actions.stretchCard(id, 1) },
      ...(card.until ? [{ label: t('grid.shrink'), keys: 'Alt+Shift+←', run: () => actions.stretchCard(id, -1) }] : []),
    ],
    [{ label: t('grid.move'), inner: [shift('left', 'Alt+←'), shift('right', 'Alt+→'), shift('up', 'Alt+↑'), shift('down', 'Alt+↓')] }],
    [{ label: t('grid.removeCards', { count: chosen.length }), icon: 'trash', keys: 'Delete', danger: true, run: () => actions.removeCards(chosen) }],
  ];
}

function cellMenu(spot: Spot & { kind: 'cell' }, { kit, copy, paste, canPaste }: MenuAround): Menu {
  const { t, actions } = kit;
  if (!actions) return [[{ label: t('grid.copy'), icon: 'copy', keys: 'Ctrl+C', run: copy }]];
  return [
    [{ label: t('grid.addCard'), icon: 'plus', keys: 'Enter', run: () => actions.begin(spot) }],
    [
      { label: t('grid.copy'), keys: 'Ctrl+C', run: copy },
      { label: t('grid.paste'), keys: 'Ctrl+V', disabled: !canPaste, run: paste },
    ],
  ];
}

function headMenu(kind: 'stage' | 'step' | 'lane', id: string, { kit, view, viewing, openPlace, comment, texts }: MenuAround): Menu {
  const { t, actions } = kit;
  const folded = kind === 'stage' ? view.foldedStages.has(id) : view.foldedLanes.has(id);
  const looks: Entry[] = [];
  if (kind === 'stage') looks.push({ label: t(folded ? 'grid.unfold' : 'grid.fold'), icon: folded ? 'plus' : 'minus', run: () => viewing.flip('foldedStages', id) });
  if (kind === 'lane') {
    looks.push({ label: t(folded ? 'grid.unfold' : 'grid.fold'), icon: folded ? 'plus' : 'minus', run: () => viewing.flip('foldedLanes', id) });
    looks.push({ label: t('grid.hide'), run: () => viewing.flip('hiddenLanes', id) });
    if (view.hiddenLanes.size) looks.push({ label: t('grid.showHidden', { count: view.hiddenLanes.size }), run: () => viewing.clear('hiddenLanes') });
    looks.push({ label: t(view.bothLanes.has(id) ? 'grid.oneRow' : 'grid.bothRows'), run: () => viewing.flip('bothLanes', id) });
  }
  if (kind === 'step') {
    const width = document.querySelector<HTMLElement>(`[data-nav="step ${id}"]`)?.offsetWidth ?? 200;
    looks.push({ label: t('grid.wider'), run: () => viewing.widen(id, width + widthStep) });
    looks.push({ label: t('grid.narrower'), disabled: width - widthStep < 120, run: () => viewing.widen(id, width - widthStep) });
    if (view.widths.has(id)) looks.push({ label: t('grid.widthBack'), run: () => viewing.widen(id, null) });
  }
  const details: Entry[] = openPlace ? [{ label: t('grid.detailsPlace'), icon: 'external', keys: t('grid.space'), run: () => openPlace(kind, id) }] : [];
  if (comment) details.push({ label: t('grid.comment'), run: () => comment({ kind, id }) });
  if (texts) details.push({ label: t('voice.allTextsHere'), icon: 'comment', run: texts });
  if (!actions) return [details, looks];
  const lanes = (after: boolean) => laneMenu(t, actions, id, after)[0] ?? [];
  const insert: Entry[] =
    kind === 'lane'
      ? [
          { label: t('grid.laneAbove'), icon: 'plus', inner: lanes(false) },
          { label: t('grid.laneBelow'), inner: lanes(true) },
        ]
      : kind === 'stage'
        ? [
            { label: t('grid.stageBefore'), icon: 'plus', run: () => actions.addStage(id, false) },
            { label: t('grid.stageAfter'), run: () => actions.addStage(id, true) },
            { label: t('grid.stepInside'), run: () => actions.addStep(id, true) },
          ]
        : [
            { label: t('grid.stepBefore'), icon: 'plus', run: () => actions.addStep(id, false) },
            { label: t('grid.stepAfter'), run: () => actions.addStep(id, true) },
          ];
  const shift = (way: 'left' | 'right' | 'up' | 'down', keys: string): Entry => ({ label: t(`grid.move_${way}`), keys, run: () => actions.shiftHead(kind, id, way) });
  return [
    [...details, { label: t('grid.rename'), keys: 'F2', run: () => actions.rename(kind, id) }],
    insert,
    [
      { label: t('grid.duplicate'), icon: 'copy', keys: 'Ctrl+D', run: () => actions.duplicateHead(kind, id) },
      ...(kind === 'step' ? [{ label: t('grid.splitStage'), disabled: !actions.canSplitStage(id), run: () => actions.splitStage(id) }] : []),
      { label: t(`grid.mergeNext_${kind}`), disabled: actions.nextHead(kind, id) === undefined, run: () => actions.mergeNext(kind, id) },
      { label: t('grid.move'), inner: kind === 'lane' ? [shift('up', 'Alt+↑'), shift('down', 'Alt+↓')] : [shift('left', 'Alt+←'), shift('right', 'Alt+→')] },
    ],
    looks,
    [{ label: t('grid.remove'), icon: 'trash', keys: 'Delete', danger: true, run: () => actions.removeHead(kind, id) }],
  ];
}

/** A lane of every role, beside another one or at the end. */
export const laneMenu = (t: TFunction, actions: Actions, beside: string | null = null, after = true): Menu => [
  roles.map((role) => ({ label: t(`lane.${role}`), icon: role, run: () => actions.addLane(role, beside, after) })),
];
