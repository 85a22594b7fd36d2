import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { commentAsGuest, openShared, sharedCommentsQuery, type SharedGate } from '../../api/accounts';
import type { MapComment } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatAgo } from '../../lib/format';
import { Avatar } from '../../ui/Avatar';
import { TextField } from '../../ui/TextField';
import { cardTitle } from '../map/words';

export const useGuestComments = (token: string, enabled: boolean) => useQuery({ ...sharedCommentsQuery(token), enabled, refetchInterval: 30_000 });

/** What was said at one card, or all there is; at a card one may answer. */
export function GuestComments({ token, gate, doc, at, onPick }: { token: string; gate: SharedGate; doc: MapDocument; at?: string; onPick: (card: string) => void }) {
  const { t } = useText();
  const { data: comments, error, refetch } = useGuestComments(token, true);
  const shown = comments?.filter((one) => at === undefined || one.at === at);
  return (
    <section className="guest-talk" aria-label={at ? t('guest.onCard') : t('guest.comments')}>
      {at && <h3>{t('guest.comments')}</h3>}
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {shown?.length === 0 && <p className="muted">{t('guest.noComments')}</p>}
      <ul className="guest-talk__list">
        {shown?.map((one) => (
          <Said key={one.id} comment={one} doc={doc} onPick={at ? undefined : onPick} />
        ))}
      </ul>
      {at && <Say token={token} gate={gate} at={at} />}
    </section>
  );
}

function Said({ comment, doc, onPick }: { comment: MapComment; doc: MapDocument; onPick?: (card: string) => void }) {
  const { t, lang } = useText();
  const card = onPick && doc.cards.find((one) => one.id === comment.at);
  return (
    <li className="guest-talk__said">
      <Avatar name={comment.by} size={30} />
      <div>
        <p className="muted">{t('guest.said', { name: comment.by, ago: formatAgo(comment.when, Date.now(), lang) })}</p>
        <p className="guest-talk__text">{comment.text.replace(/@\[([^\]]*)\]\([^)]*\)/g, '@$1')}</p>
        {card && onPick && (
          <button type="button" className="button button--small" onClick={() => onPick(card.id)}>
            {cardTitle(card, doc, t, lang)}
          </button>
        )}
      </div>
    </li>
  );
}

function Say({ token, gate, at }: { token: string; gate: SharedGate; at: string }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const known = gate.guest?.name;
  const say = useMutation({
    mutationFn: async () => {
      if (!known) await openShared(token, { name: name.trim() });
      await commentAsGuest(token, { at, text: text.trim() });
    },
    onSuccess: () => {
      setText('');
      return queries.invalidateQueries({ queryKey: ['shared', token] });
    },
  });
  return (
    <form
      className="guest-talk__form"
      onSubmit={(event) => {
        event.preventDefault();
        say.mutate();
      }}
    >
      {!known && <TextField label={t('guest.yourName')} autoComplete="name" required maxLength={120} value={name} onChange={setName} />}
      <label className="field">
        {t('guest.write')}
        <textarea className="input guest-talk__input" rows={3} required maxLength={4_000} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      {say.error && <Trouble error={say.error} />}
      <button type="submit" className="button button--primary" disabled={text.trim() === '' || (!known && name.trim() === '') || say.isPending}>
        {t('guest.send')}
      </button>
    </form>
  );
}
