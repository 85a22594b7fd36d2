import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { acceptProposal, assistantKey, assistantSuggestionsQuery, rejectProposal, type AcceptProposal, type AssistantSuggestion } from '../../api/assistant';
import { voiceKey } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount } from '../../lib/format';
import { Loading } from '../../ui';
import { Proposal } from './Proposal';
import { walked } from './readable';

/** What waits for a decision, walked and decided with the keyboard: J and K, A accepts, X rejects. */
export function Proposals() {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const mayNot = useMayNot('editor');
  const { data, error, refetch } = useQuery(assistantSuggestionsQuery);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  /** What was changed in a proposal before it is taken. */
  const [edits, setEdits] = useState<Record<string, AcceptProposal>>({});
  const decide = useMutation({
    mutationFn: ({ one, accept }: { one: AssistantSuggestion; accept: boolean }) => (accept ? acceptProposal(one.id, edits[one.id] ?? {}) : rejectProposal(one.id)),
    onSuccess: (_, { one, accept }) => {
      queries.setQueryData(assistantSuggestionsQuery.queryKey, (known) => known && { ...known, n: known.n - 1, items: known.items.filter((other) => other.id !== one.id) });
      void queries.invalidateQueries({ queryKey: assistantKey });
      if (accept) void queries.invalidateQueries({ queryKey: voiceKey });
      if (accept && one.proposed.kind === 'persona_story') void queries.invalidateQueries({ queryKey: ['map', one.proposed.map] });
    },
  });
  const items = data?.items ?? [];
  const now = Math.min(at, items.length - 1);
  const onKey = (code: string) => {
    const one = items[now];
    if (!one) return;
    if (code === 'KeyJ' || code === 'KeyK') {
      const next = walked(now, code === 'KeyJ' ? 1 : -1, items.length);
      setAt(next);
      (list.current?.children[next] as HTMLElement | undefined)?.focus();
    } else if (!mayNot && !decide.isPending && !(code === 'KeyA' && one.stale)) decide.mutate({ one, accept: code === 'KeyA' });
  };
  const heard = useRef(onKey);
  useEffect(() => {
    heard.current = onKey;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, select, textarea, [role="dialog"]')) return;
      if (/^Key[JKAX]$/.test(event.code)) heard.current(event.code);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  if (mayNot) return null;
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={3} height={80} />;
  return (
    <section className="assistant-proposals" aria-labelledby="assistant-proposals">
      <div className="assistant-proposals__head">
        <h2 id="assistant-proposals">{t('assistant.proposals')}</h2>
        <span className="muted num">{formatCount(data.n, lang)}</span>
        {items.length > 0 && (
          <span className="muted assistant-keys">
            <kbd>J</kbd> <kbd>K</kbd> {t('assistant.keysWalk')} · <kbd>A</kbd> {t('assistant.accept')} · <kbd>X</kbd> {t('assistant.reject')}
          </span>
        )}
      </div>
      {decide.error && <Trouble error={decide.error} />}
      {items.length === 0 && <p className="muted">{t('assistant.noProposals')}</p>}
      <ol className="assistant-list" ref={list}>
        {items.map((one, i) => (
          <Proposal
            key={one.id}
            one={one}
            current={i === now}
            edit={edits[one.id] ?? {}}
            busy={decide.isPending}
            onFocus={() => setAt(i)}
            onEdit={(edit) => setEdits({ ...edits, [one.id]: edit })}
            onDecide={(accept) => decide.mutate({ one, accept })}
          />
        ))}
      </ol>
    </section>
  );
}
