import { expect, test } from 'vitest';
import type { GroupPoint, VoiceStep } from '../../api/voice';
import { groupLines, linesMax } from './curveLines';

const point = (group: string, n_scores: number, value?: number): GroupPoint => ({ step: 's', group, state: value === undefined ? 'missing' : 'measured', n_scores, n_texts: 0, shrunk: 0, ...(value === undefined ? {} : { value }) });
const step = (key: string, groups: GroupPoint[]) => ({ key, groups }) as unknown as VoiceStep;

test('each group is a line over its steps, those who say most first', () => {
  const lines = groupLines([step('order', [point('student', 40, -1), point('family', 90, 0.5)]), step('pay', [point('student', 70, -1.5)])]);
  expect(lines.map((line) => [line.group, line.n, [...line.points.keys()]])).toEqual([
    ['student', 110, ['order', 'pay']],
    ['family', 90, ['order']],
  ]);
});

test('a group without any point is no line, and no picture holds more lines than can be told apart', () => {
  expect(groupLines([step('order', [point('silent', 3)])])).toEqual([]);
  expect(groupLines([step('order', ['a', 'b', 'c', 'd', 'e'].map((group, i) => point(group, 10 + i, 1)))]).map((line) => line.group)).toEqual(['e', 'd', 'c', 'b']);
  expect(linesMax).toBe(4);
});
