/** Credit of channels by several models, turned so that each channel stands for itself. */

import type { Attribution, Credit, CreditModel } from '../../api/findings';
import type { LocalText } from '../../api/types';

export interface CreditCell {
  model: string;
  title: LocalText;
  credit: Credit;
}

export interface ChannelCredits {
  channel: string;
  cells: CreditCell[];
  /** The models that give least and most. */
  least: CreditCell;
  most: CreditCell;
  /** Even the intervals of the two do not meet: the models say different things, it is not chance. */
  disagrees: boolean;
  value: number;
}

/** A name for keys. */
export const modelKey = (model: CreditModel): string => (typeof model === 'string' ? model : JSON.stringify(model));

/** Below this much between two models nobody would spend otherwise. */
const gapMin = 0.05;

/** The channel with most credit first, by the mean over models. */
export function byChannel(found: Attribution): ChannelCredits[] {
  const channels = [...new Set(found.models.flatMap((model) => model.credits.map((credit) => credit.channel)))];
  const rows = channels.flatMap((channel): ChannelCredits[] => {
    const cells = found.models.flatMap((model) => {
      const credit = model.credits.find((one) => one.channel === channel);
      return credit ? [{ model: modelKey(model.model), title: model.title, credit }] : [];
    });
    const sorted = [...cells].sort((a, b) => a.credit.share.value - b.credit.share.value);
    const [least, most] = [sorted[0], sorted.at(-1)];
    if (!least || !most) return [];
    const apart = (most.credit.share.lo ?? 0) > (least.credit.share.hi ?? 1) && most.credit.share.value - least.credit.share.value >= gapMin;
    return [{ channel, cells, least, most, disagrees: apart, value: cells.reduce((sum, cell) => sum + cell.credit.value, 0) / cells.length }];
  });
  const mean = (row: ChannelCredits) => row.cells.reduce((sum, cell) => sum + cell.credit.share.value, 0) / row.cells.length;
  return rows.sort((a, b) => mean(b) - mean(a));
}
