import { expect, it } from 'vitest';
import type { VoiceTopic } from '../../api/voice';
import { sortedTopics } from './topicOrder';

const topic = (id: string, n: number, mean: number, state: VoiceTopic['state'] = 'stable'): VoiceTopic => ({ id, name: { und: id }, renamed: false, n, share: n / 100, feeling: { mean, bad: 0, none: 0, neutral: 0, good: 0 }, trend: [], state, words: [], quotes: [], steps: [] });
const topics = [topic('photos', 80, 0.4), topic('late', 40, -1.5, 'growing'), topic('parts', 10, -1.9, 'new'), topic('price', 60, -0.3)];
const order = (sort: 'n' | 'worst' | 'news') => sortedTopics(topics, sort).map((one) => one.id).join(' ');

it('often, harmful and new ones each come first where they are asked for', () => {
  expect(order('n')).toBe('photos price late parts');
  expect(order('worst')).toBe('late parts price photos');
  expect(order('news')).toBe('parts late photos price');
});
