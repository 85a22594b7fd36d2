/** Dragging a point of the emotion curve up and down. What was measured stays where it was measured. */

import type { Card } from '../../../api/types';
import { cardsAt } from '../board';
import type { Kit } from '../grid/kit';
import { curveHeight, curveUnit } from '../model';
import { clampFeeling } from './actionsBase';

/** Where a dragged point would come to lie; the map changes when it is let go. */
export class CurvePreview {
  private moved: { card: string; value: number } | null = null;
  private readonly listeners = new Set<() => void>();

  get = () => this.moved;
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  set(moved: { card: string; value: number } | null) {
    this.moved = moved;
    this.listeners.forEach((listener) => listener());
  }
}

/** Pixels before a press becomes a drag. */
const startPx = 3;

/** The feeling at a height of the window, on the scale −2…+2. */
export function feelingAt(cell: HTMLElement, y: number): number {
  const rect = cell.getBoundingClientRect();
  const zoom = rect.height / Math.max(1, cell.offsetHeight);
  return clampFeeling((curveHeight / 2 - (y - rect.top) / (zoom || 1)) / curveUnit);
}

/** Of the points in a cell, the nearest to a height. */
export function nearestPoint(kit: Kit, cell: HTMLElement, y: number): Card | undefined {
  const [lane = '', at = ''] = (cell.dataset.cell ?? '').split(' ');
  const value = feelingAt(cell, y);
  const points = cardsAt(kit.board(), lane, at).filter((card) => card.feeling);
  return [...points].sort((a, b) => Math.abs((a.feeling?.value ?? 0) - value) - Math.abs((b.feeling?.value ?? 0) - value))[0];
}

export function beginPointDrag(event: PointerEvent, card: Card, cell: HTMLElement, kit: Kit) {
  const { actions } = kit;
  if (!actions || !card.feeling || card.state === 'measured') return;
  let dragging = false;
  let value = card.feeling.value;
  const move = (next: PointerEvent) => {
    if (next.pointerId !== event.pointerId) return;
    if (!dragging && Math.abs(next.clientY - event.clientY) < startPx) return;
    dragging = true;
    next.preventDefault();
    value = feelingAt(cell, next.clientY);
    kit.curve.set({ card: card.id, value });
  };
  const end = (keep: boolean) => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
    window.removeEventListener('keydown', key, true);
    kit.curve.set(null);
    if (keep && dragging) actions.setFeeling(card, value);
  };
  const up = () => end(true);
  const cancel = () => end(false);
  const key = (pressed: KeyboardEvent) => {
    if (pressed.key !== 'Escape') return;
    pressed.stopPropagation();
    end(false);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', cancel);
  window.addEventListener('keydown', key, true);
}
