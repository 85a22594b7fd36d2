import './comments.css';
import { useQuery } from '@tanstack/react-query';
import { commentsQuery } from '../../api/reviewQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { Composer } from './Composer';
import { useMe } from './me';
import { ThreadView } from './Thread';
import { threadsOf } from './threads';
import { useSaying } from './useComments';

/** What is said about one record, beside the record: the foot of its drawer. */
export function CommentsAt({ map, at }: { map: string; at: string }) {
  const { t } = useText();
  const me = useMe(map);
  const { data } = useQuery(commentsQuery(map));
  const { people, say } = useSaying(map);
  const threads = threadsOf((data ?? []).filter((one) => one.at === at));
  if (threads.length === 0 && !me.may('commenter')) return null;
  return (
    <section className="comments-at" aria-labelledby="comments-at">
      <h3 id="comments-at">{t('comments.title')}</h3>
      {threads.map((thread) => (
        <ThreadView key={thread.first.id} map={map} thread={thread} />
      ))}
      {me.may('commenter') && (
        <Composer label={t('comments.text')} placeholder={t('comments.placeholder')} people={people} send={t('comments.send')} busy={say.isPending} onSend={(written) => say.mutateAsync({ at, written })} />
      )}
      {say.error && <Trouble error={say.error} />}
    </section>
  );
}
