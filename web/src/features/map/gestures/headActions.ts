/** What can be done with stages, steps and lanes. */

import type { LaneRole } from '../../../api/types';
import { withoutId, type Direction, type HeadKind } from './actionsBase';
import { CardActions } from './cardActions';

export class HeadActions extends CardActions {
  addStep(beside: string, after: boolean) {
    const stage = this.map.stages.find((one) => one.id === beside || one.steps.some((step) => step.id === beside));
    if (!stage) return;
    const at = stage.steps.findIndex((step) => step.id === beside);
    const before = at < 0 ? (after ? undefined : stage.steps[0]?.id) : stage.steps[after ? at + 1 : at]?.id;
    const id = this.edit.addStep({ stage: stage.id, name: this.newName('grid.newStep'), before });
    this.rename('step', id);
  }

  addStage(beside: string | null, after: boolean) {
    const at = this.map.stages.findIndex((stage) => stage.id === beside);
    const before = at < 0 ? undefined : this.map.stages[after ? at + 1 : at]?.id;
    const { stage } = this.edit.addStage({ name: this.newName('grid.newStage'), step: this.newName('grid.newStep'), before });
    this.rename('stage', stage);
  }

  addLane(role: LaneRole, beside: string | null, after: boolean) {
    const at = this.map.lanes.findIndex((lane) => lane.id === beside);
    const before = at < 0 ? undefined : this.map.lanes[after ? at + 1 : at]?.id;
    const id = this.edit.addLane({ role, before });
    this.around.say(this.around.t('grid.laneAdded', { lane: this.name('lane', id) }));
    requestAnimationFrame(() => this.around.goTo({ kind: 'lane', id }));
  }

  rename(kind: HeadKind, id: string) {
    requestAnimationFrame(() => {
      this.around.goTo({ kind, id });
      this.around.selection.edit({ kind, id });
    });
  }

  removeHead(kind: HeadKind, id: string) {
    const { say, t } = this.around;
    const name = this.name(kind, id);
    const places = new Set(kind === 'stage' ? [id, ...(this.map.stages.find((stage) => stage.id === id)?.steps ?? []).map((step) => step.id)] : [id]);
    const count = this.map.cards.filter((card) => (kind === 'lane' ? card.lane === id : places.has(card.at))).length;
    this.edit.remove(kind, [id]);
    say(t(`grid.removed_${kind}`, { name, count }), true);
  }

  moveHead(kind: HeadKind, id: string, place: { parent?: string; before?: string }) {
    if (place.before === id) return;
    this.edit.move(kind, id, place);
    const { say, t, goTo } = this.around;
    say(t('grid.headMoved', { name: this.name(kind, id) }));
    requestAnimationFrame(() => goTo({ kind, id }));
  }

  shiftHead(kind: HeadKind, id: string, way: Direction) {
    const back = way === 'left' || way === 'up';
    if ((kind === 'lane') === (way === 'left' || way === 'right')) return;
    const list = kind === 'stage' ? this.map.stages : this.map.lanes;
    if (kind === 'step') return this.shiftStep(id, back);
    const at = list.findIndex((one) => one.id === id);
    if (back ? at <= 0 : at >= list.length - 1) return this.around.say(this.around.t('grid.edge'));
    this.moveHead(kind, id, { before: list[back ? at - 1 : at + 2]?.id });
  }

  /** A step moves on within its stage, and at its edge into the next one. */
  private shiftStep(id: string, back: boolean) {
    const { stages } = this.map;
    const at = stages.findIndex((stage) => stage.steps.some((step) => step.id === id));
    const steps = stages[at]?.steps ?? [];
    const place = steps.findIndex((step) => step.id === id);
    if (back ? place > 0 : place < steps.length - 1) return this.moveHead('step', id, { parent: stages[at]?.id, before: steps[back ? place - 1 : place + 2]?.id });
    const next = stages[back ? at - 1 : at + 1];
    if (!next) return this.around.say(this.around.t('grid.edge'));
    this.moveHead('step', id, { parent: next.id, before: back ? undefined : next.steps[0]?.id });
  }

  duplicateHead(kind: HeadKind, id: string) {
    const copied = (pairs: [from: string, to: string][], field: 'at' | 'lane') => {
      const to = new Map(pairs);
      const cards = this.map.cards.filter((card) => to.has(card[field]));
      const copies = this.edit.copyCards(cards.map((card) => card.id));
      copies.forEach((copy) => this.edit.pasteCards([{ ...copy, until: undefined, [field]: to.get(copy[field]) ?? copy[field] }]));
    };
    const made = this.edit.transact('paste', () => {
      if (kind === 'lane') {
        const { lanes } = this.map;
        const at = lanes.findIndex((lane) => lane.id === id);
        const { role, name, persona } = lanes[at] ?? { role: 'text' as const };
        const lane = this.edit.addLane({ role, name, persona, before: lanes[at + 1]?.id });
        copied([[id, lane]], 'lane');
        return lane;
      }
      const at = this.map.stages.findIndex((stage) => stage.id === id || stage.steps.some((step) => step.id === id));
      const stage = this.map.stages[at];
      if (!stage) return '';
      if (kind === 'stage') {
        const { stage: to } = this.edit.addStage({ name: stage.name, step: null, before: this.map.stages[at + 1]?.id });
        const steps = stage.steps.map((step): [string, string] => [step.id, this.edit.addStep({ ...withoutId(step), stage: to })]);
        copied([[id, to], ...steps], 'at');
        return to;
      }
      const place = stage.steps.findIndex((step) => step.id === id);
      const to = this.edit.addStep({ ...withoutId(stage.steps[place] ?? { id, name: {} }), stage: stage.id, before: stage.steps[place + 1]?.id });
      copied([[id, to]], 'at');
      return to;
    });
    this.rename(kind, made);
  }

  /** The steps from this one on become a stage of their own. */
  splitStage(step: string) {
    const at = this.map.stages.findIndex((stage) => stage.steps.some((one) => one.id === step));
    const stage = this.map.stages[at];
    const place = stage?.steps.findIndex((one) => one.id === step) ?? 0;
    if (!stage || place <= 0) return;
    const made = this.edit.transact('split', () => {
      const { stage: to } = this.edit.addStage({ name: this.newName('grid.newStage'), step: null, before: this.map.stages[at + 1]?.id });
      for (const one of stage.steps.slice(place)) this.edit.move('step', one.id, { parent: to });
      return to;
    });
    this.rename('stage', made);
  }

  canSplitStage = (step: string) => this.map.stages.some((stage) => stage.steps.findIndex((one) => one.id === step) > 0);

  /** The stage, step or lane behind this one goes into it, with all its cards. */
  mergeNext(kind: HeadKind, id: string) {
    const next = this.nextHead(kind, id);
    if (next === undefined) return;
    const { say, t } = this.around;
    const name = this.name(kind, next);
    // First the cards and steps go over, then what is empty goes: removing looks at the map as it stands between edits.
    // One label, so that both are taken back as one.
    const label = `text merge ${kind} ${id}`;
    this.edit.transact(label, () => {
      const field = kind === 'lane' ? 'lane' : 'at';
      const cards = this.map.cards.filter((card) => card[field] === next);
      for (const card of cards) this.edit.moveCards([card.id], { lane: card.lane, at: card.at, [field]: id });
      const into = this.map.stages.find((stage) => stage.id === next);
      if (kind === 'stage') for (const step of into?.steps ?? []) this.edit.move('step', step.id, { parent: id });
    });
    this.edit.transact(label, () => this.edit.remove(kind, [next]));
    say(t('grid.merged', { name, into: this.name(kind, id) }), true);
  }

  /** What may go into this one: the next in its list. Feelings and texts do not share a lane. */
  nextHead(kind: HeadKind, id: string): string | undefined {
    const { lanes, stages } = this.map;
    if (kind === 'lane') {
      const at = lanes.findIndex((lane) => lane.id === id);
      const [own, next] = [lanes[at], lanes[at + 1]];
      return own && next && (own.role === 'feelings') === (next.role === 'feelings') ? next.id : undefined;
    }
    const list = kind === 'stage' ? stages : (stages.find((stage) => stage.steps.some((step) => step.id === id))?.steps ?? []);
    const at = list.findIndex((one) => one.id === id);
    return at < 0 ? undefined : list[at + 1]?.id;
  }
}
