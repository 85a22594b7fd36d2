import { useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { VoiceItem, VoiceItems } from '../../api/voice';
import { forgetRejections, pinItem, rejectItem, unpinItem, voiceKey } from '../../api/voiceQueries';
import { itemName } from './parts';

export type Lesson = { pin: string | null } | 'unpin' | 'reject' | 'forget';

/** What a person says of an item's step. The item is changed where it stands; numbers about all of them are asked anew. */
export function useTeach() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ item, lesson }: { item: VoiceItem; lesson: Lesson }): Promise<VoiceItem> => {
      if (lesson === 'unpin') return unpinItem(item);
      if (lesson === 'reject') return rejectItem(item);
      if (lesson === 'forget') return forgetRejections(item);
      return pinItem(item, lesson.pin);
    },
    onSuccess: (now) => {
      queries.setQueriesData<InfiniteData<VoiceItems>>({ queryKey: [...voiceKey, 'items'] }, (list) =>
        list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map((one) => (itemName(one) === itemName(now) ? { ...one, ...now, step: now.step, candidate: now.candidate, unattached: now.unattached, rejected: now.rejected } : one)) })) },
      );
      void queries.invalidateQueries({ queryKey: voiceKey, predicate: (query) => query.queryKey[1] !== 'items' });
    },
  });
}
