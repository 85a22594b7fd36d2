import { describe, expect, it } from 'vitest';
import { found, score, type Command } from './commands';

const command = (label: string, group = 'do', also?: string): Command => ({ id: label, label, group, icon: 'plus', also, run: () => undefined });

describe('the palette', () => {
  it('a beginning is better than a middle, a middle better than letters in order', () => {
    const points = ['Delivery', 'To delivery', 'Redelivery', 'De-luxe li-very'].map((label) => score(label, 'deliv'));
    expect(points).toEqual([...points].sort((a, b) => b - a));
    expect(points[0]).toBeGreaterThan(points[1] ?? 0);
  });
  it('finds Russian words by their beginning, whatever the case', () => {
    expect(score('Этап «Доставка»', 'доставка')).toBe(60);
    expect(score('Этап «Доставка»', 'оплата')).toBe(0);
  });
  it('signs of patterns are signs', () => {
    expect(score('What (if)', '(if')).toBe(60);
    expect(score('a+b', '.*')).toBe(0);
  });
  it('keeps like with like, the best group first', () => {
    const all = [command('Add a card'), command('Cart', 'steps'), command('Card sorting', 'cards'), command('Export', 'do', 'card file')];
    expect(found(all, 'card', 10).map((one) => one.label)).toEqual(['Card sorting', 'Export', 'Add a card']);
    expect(found(all, '', 2)).toHaveLength(2);
  });
});
