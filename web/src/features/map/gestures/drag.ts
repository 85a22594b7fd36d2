/** Dragging cards, stages, steps and lanes: by mouse at once, by touch after a long press. Escape lets go. */

import { cardsAt } from '../board';
import type { Kit } from '../grid/kit';
import { autoscroll } from './autoscroll';
import { spotOf, type Cell, type Spot } from './spots';

/** Pixels a mouse moves before a click becomes a drag, and a finger before a press becomes a scroll. */
const startPx = 5;
const slipPx = 9;
/** How long a finger rests before it lifts what is under it. */
const pressMs = 380;

interface Target {
  /** Where the mark is drawn. */
  mark: { left: number; top: number; width: number; height: number; line: boolean };
  drop: () => void;
}

/** What lies under a point of the window, seen through the thing that is dragged. */
const under = (x: number, y: number, selector: string) => document.elementFromPoint(x, y)?.closest<HTMLElement>(selector) ?? null;

export function beginDrag(event: PointerEvent, spot: Exclude<Spot, { kind: 'cell' }>, source: HTMLElement, box: HTMLElement, kit: Kit) {
  const { actions, selection } = kit;
  if (!actions) return;
  const touch = event.pointerType !== 'mouse';
  const start = { x: event.clientX, y: event.clientY };
  const at = { ...start };
  let dragging: { ghost: HTMLElement; mark: HTMLElement; stop: () => void; ids: string[] } | null = null;
  let target: Target | null = null;
  let pressed = 0;

  const lift = () => {
    const chosen = spot.kind === 'card' && selection.get().cards.has(spot.id) ? selection.chosen() : [spot.id];
    if (spot.kind === 'card' && chosen.length === 1) selection.pick(spot);
    const ghost = ghostOf(source, chosen.length);
    const mark = document.createElement('div');
    mark.className = 'drop-mark';
    document.body.append(ghost, mark);
    document.documentElement.classList.add('is-dragging');
    dragging = { ghost, mark, ids: chosen, stop: autoscroll(box, () => at, aim) };
    if (touch) navigator.vibrate?.(12);
    aim();
  };
  function aim() {
    if (!dragging) return;
    const { ghost, mark, ids } = dragging;
    ghost.style.transform = `translate(${at.x - start.x}px, ${at.y - start.y}px)`;
    target = spot.kind === 'card' ? cardTarget(at.x, at.y, ids, kit) : headTarget(spot, at.x, at.y, kit, box);
    mark.hidden = target === null;
    ghost.classList.toggle('drag-ghost--nowhere', target === null);
    if (!target) return;
    const { left, top, width, height, line } = target.mark;
    mark.classList.toggle('drop-mark--line', line);
    Object.assign(mark.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  }
  const move = (next: PointerEvent) => {
    if (next.pointerId !== event.pointerId) return;
    [at.x, at.y] = [next.clientX, next.clientY];
    const far = Math.hypot(at.x - start.x, at.y - start.y);
    if (dragging) return aim();
    if (touch && far > slipPx) return end();
    if (!touch && far > startPx) lift();
  };
  const up = (next: PointerEvent) => {
    if (next.pointerId !== event.pointerId) return;
    const done = dragging ? target : null;
    const dragged = dragging !== null;
    end();
    if (dragged) swallowClick();
    done?.drop();
  };
  const key = (pressedKey: KeyboardEvent) => {
    if (pressedKey.key !== 'Escape' || !dragging) return;
    pressedKey.preventDefault();
    pressedKey.stopPropagation();
    end();
    swallowClick();
  };
  const hold = (moved: TouchEvent) => dragging && moved.cancelable && moved.preventDefault();
  const noMenu = (menu: Event) => dragging && (menu.preventDefault(), menu.stopPropagation());
  function end() {
    window.clearTimeout(pressed);
    dragging?.stop();
    dragging?.ghost.remove();
    dragging?.mark.remove();
    dragging = null;
    document.documentElement.classList.remove('is-dragging');
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', end);
    window.removeEventListener('keydown', key, true);
    source.removeEventListener('touchmove', hold);
    window.removeEventListener('contextmenu', noMenu, true);
  }
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', end);
  window.addEventListener('keydown', key, true);
  source.addEventListener('touchmove', hold, { passive: false });
  window.addEventListener('contextmenu', noMenu, true);
  if (touch) pressed = window.setTimeout(lift, pressMs);
}

/** The click that ends a drag opens nothing. */
function swallowClick() {
  const swallow = (click: MouseEvent) => {
    click.stopPropagation();
    click.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  window.setTimeout(() => window.removeEventListener('click', swallow, true), 0);
}

function ghostOf(source: HTMLElement, count: number): HTMLElement {
  const rect = source.getBoundingClientRect();
  const ghost = document.createElement('div');
  ghost.className = 'drag-ghost';
  ghost.setAttribute('aria-hidden', 'true');
  const copy = source.cloneNode(true) as HTMLElement;
  for (const element of [copy, ...copy.querySelectorAll<HTMLElement>('*')]) for (const name of ['data-nav', 'data-card', 'data-place', 'id']) element.removeAttribute(name);
  copy.style.gridColumn = 'auto';
  ghost.append(copy);
  if (count > 1) {
    const badge = document.createElement('span');
    badge.className = 'drag-ghost__count';
    badge.textContent = String(count);
    ghost.append(badge);
  }
  Object.assign(ghost.style, { left: `${rect.left}px`, top: `${rect.top}px`, width: `${rect.width}px`, height: `${rect.height}px` });
  return ghost;
}

function cardTarget(x: number, y: number, ids: readonly string[], { board, actions }: Kit): Target | null {
  const wide = under(x, y, '[data-wide]');
  // Over a card of several steps, the cell meant is the one below the pointer.
  const below = wide && [...(wide.closest('.lane-row')?.querySelectorAll<HTMLElement>('[data-cell]') ?? [])].find((one) => {
    const { left, right } = one.getBoundingClientRect();
    return x >= left && x < right;
  });
  const element = below ?? under(x, y, '[data-cell]');
  const [lane, place] = (element?.dataset.cell ?? '').split(' ');
  if (!element || !lane || !place || !actions) return null;
  const cell: Cell = { lane, at: place };
  const cards = ids.flatMap((id) => board().cards.get(id) ?? []);
  if (!cards.every((card) => actions.fits(card, lane))) return null;
  const moving = new Set(ids);
  const rest = cardsAt(board(), lane, place).filter((card) => !moving.has(card.id));
  const shown = rest.flatMap((card) => {
    const found = element.querySelector<HTMLElement>(`[data-card="${card.id}"]`)?.getBoundingClientRect();
    return found ? [{ id: card.id, rect: found }] : [];
  });
  const next = shown.find(({ rect }) => y < rect.top + rect.height / 2 || (y < rect.bottom && x < rect.left + rect.width / 2 && rect.width < element.clientWidth / 2));
  const frame = element.getBoundingClientRect();
  const lastShown = shown.at(-1)?.rect;
  const top = next ? next.rect.top - 4 : lastShown ? lastShown.bottom + 2 : frame.top + 4;
  const mark = shown.length ? { left: frame.left + 6, top, width: frame.width - 12, height: 3, line: true } : { left: frame.left + 4, top: frame.top + 4, width: frame.width - 8, height: frame.height - 8, line: false };
  // Behind the last card that is shown stand those that are not.
  const before = next?.id ?? (lastShown ? rest[rest.findIndex((card) => card.id === shown.at(-1)?.id) + 1]?.id : undefined);
  return { mark, drop: () => actions.moveCards(ids, cell, before) };
}

function headTarget(spot: Exclude<Spot, { kind: 'cell' | 'card' }>, x: number, y: number, { actions, store }: Kit, box: HTMLElement): Target | null {
  const map = store?.getMap();
  if (!map || !actions) return null;
  const view = box.getBoundingClientRect();
  const heads = [...box.querySelectorAll<HTMLElement>(`[data-nav^="${spot.kind} "]`)].map((element) => ({ id: spotOf(element.dataset.nav), rect: element.getBoundingClientRect() }));
  const upright = spot.kind !== 'lane';
  const found = heads.find(({ rect }) => (upright ? x >= rect.left && x <= rect.right : y >= rect.top && y <= rect.bottom));
  if (!found?.id || found.id.kind !== spot.kind) return null;
  const { rect } = found;
  const behind = upright ? x > rect.left + rect.width / 2 : y > rect.top + rect.height / 2;
  const list = spot.kind === 'stage' ? map.stages : spot.kind === 'lane' ? map.lanes : map.stages.flatMap((stage) => stage.steps);
  const over = found.id.id;
  const stage = spot.kind === 'step' ? map.stages.find((one) => one.steps.some((step) => step.id === over)) : undefined;
  const siblings: readonly { id: string }[] = stage ? stage.steps : list;
  const place = siblings.findIndex((one) => one.id === over);
  const before = behind ? siblings[place + 1]?.id : over;
  const same = over === spot.id || before === spot.id || (behind && siblings[place + 1]?.id === spot.id);
  const edgeAt = behind ? (upright ? rect.right : rect.bottom) : upright ? rect.left : rect.top;
  const mark = upright
    ? { left: edgeAt - 2, top: rect.top, width: 4, height: view.bottom - rect.top, line: true }
    : { left: view.left, top: edgeAt - 2, width: view.width, height: 4, line: true };
  return { mark, drop: () => (same ? undefined : actions.moveHead(spot.kind, spot.id, { ...(stage && { parent: stage.id }), before })) };
}
