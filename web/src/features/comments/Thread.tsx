import { useState } from 'react';
import type { MapComment } from '../../api/reviewQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatAgo, formatInstant } from '../../lib/format';
import { Button } from '../../ui';
import { Composer, faceColour, initials } from './Composer';
import { useMe } from './me';
import { partsOf, toWritten, type Thread } from './threads';
import { useSaying } from './useComments';

/** One conversation: what was said, and where to answer, resolve, change or take back. */
export function ThreadView({ map, thread, focused }: { map: string; thread: Thread; focused?: boolean }) {
  const { t } = useText();
  const me = useMe(map);
  const { people, say, edit } = useSaying(map);
  const [answering, setAnswering] = useState(false);
  const { first, answers } = thread;
  const may = me.may('commenter');
  return (
    <article className={`thread ${first.resolved ? 'thread--resolved' : ''} ${focused ? 'thread--focused' : ''}`} data-thread={first.id} tabIndex={-1} aria-label={t('comments.by', { name: first.by })}>
      <Said map={map} comment={first} />
      {answers.length > 0 && (
        <div className="thread__answers">
          {answers.map((one) => (
            <Said key={one.id} map={map} comment={one} />
          ))}
        </div>
      )}
      {answering ? (
        <Composer
          label={t('comments.answerTo', { name: first.by })}
          people={people}
          send={t('comments.answer')}
          busy={say.isPending}
          begin
          onSend={(written) => say.mutateAsync({ at: first.at, written, answers: first.id }).then(() => setAnswering(false))}
          onCancel={() => setAnswering(false)}
        />
      ) : (
        may && (
          <div className="thread__tools">
            <Button small look="quiet" label={t('comments.answer')} onClick={() => setAnswering(true)} />
            <Button small look="quiet" icon={first.resolved ? 'refresh' : 'check'} label={t(first.resolved ? 'comments.reopen' : 'comments.resolve')} onClick={() => edit.mutate({ comment: first.id, resolved: !first.resolved })} />
          </div>
        )
      )}
      {(say.error ?? edit.error) && <Trouble error={(say.error ?? edit.error) as Error} />}
    </article>
  );
}

function Said({ map, comment }: { map: string; comment: MapComment }) {
  const { t, lang } = useText();
  const me = useMe(map);
  const { people, edit, remove } = useSaying(map);
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const mine = comment.person !== undefined ? comment.person === me.id : false;
  const ago = formatAgo(comment.when, Date.now(), lang);
  if (editing) {
    return (
      <Composer
        label={t('comments.edit')}
        people={people}
        written={toWritten(comment.text)}
        send={t('comments.save')}
        busy={edit.isPending}
        begin
        onSend={(written) => edit.mutateAsync({ comment: comment.id, written }).then(() => setEditing(false))}
        onCancel={() => setEditing(false)}
      />
    );
  }
  return (
    <div className="said">
      <span className="face" style={{ '--face': faceColour(comment.person ?? comment.by) } as React.CSSProperties} aria-hidden="true">
        {initials(comment.by)}
      </span>
      <div className="said__body">
        <p className="said__who">
          <b>{comment.by}</b> <time dateTime={comment.when} title={formatInstant(comment.when, lang)}>{ago}</time>
        </p>
        <p className="said__text">
          {partsOf(comment.text).map((part, i) =>
            'person' in part ? (
              <span key={i} className={part.person.id === me.id ? 'mention mention--me' : 'mention'}>
                @{part.person.name}
              </span>
            ) : (
              part.text
            ),
          )}
        </p>
        {mine && (
          <div className="said__tools">
            {asking ? (
              <>
                <span>{t('comments.sure')}</span>
                <button type="button" onClick={() => remove.mutate(comment.id)}>
                  {t('comments.delete')}
                </button>
                <button type="button" onClick={() => setAsking(false)}>
                  {t('common.cancel')}
                </button>
              </>
            ) : (
              <>
                <button type="button" onClick={() => setEditing(true)}>
                  {t('comments.edit')}
                </button>
                <button type="button" onClick={() => setAsking(true)}>
                  {t('comments.delete')}
                </button>
              </>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
