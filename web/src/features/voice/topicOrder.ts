/** Which topics stand first. Pure. */

import type { VoiceTopic } from '../../api/voice';
import type { TopicSort } from './state';

const news = { new: 3, growing: 2, shrinking: 1, stable: 0, unknown: 0 } as const;

/** How much harm a topic tells of: how often it comes, times how bad it feels. */
export const harm = (topic: VoiceTopic) => -Math.min(0, topic.feeling.mean ?? 0) * topic.n;

export function sortedTopics(topics: readonly VoiceTopic[], sort: TopicSort): VoiceTopic[] {
  const by: Record<TopicSort, (a: VoiceTopic, b: VoiceTopic) => number> = {
    n: () => 0,
    worst: (a, b) => harm(b) - harm(a),
    news: (a, b) => news[b.state] - news[a.state],
  };
  return [...topics].sort((a, b) => by[sort](a, b) || b.n - a.n || (a.id < b.id ? -1 : 1));
}
