import './suggestions.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { suggesting, suggestionsQuery, type Suggestion } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatAgo, formatInstant } from '../../lib/format';
import { Button, Empty, Icon, Loading } from '../../ui';
import { faceColour, initials } from '../comments/Composer';
import { useMe } from '../comments/me';
import { useMayEdit } from '../comments/useMayEdit';
import { ChangeLine } from './ChangeLine';
import { useSuggesting } from './SuggestMode';
import { tell, type ToldChange } from './told';

/** What people and the evidence want of the map; whoever may edit decides, part by part. */
export function SuggestionsPanel({ doc, onPick }: { doc: MapDocument; onPick: (target: { card: string } | { place: string }) => void }) {
  const { t } = useText();
  const me = useMe(doc.id);
  const edits = useMayEdit();
  const { draft, begin } = useSuggesting();
  const { data, error, refetch } = useQuery(suggestionsQuery(doc.id));
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={5} height={56} />;
  const open = data.filter((one) => one.state === 'open');
  const decided = data.filter((one) => one.state !== 'open');
  return (
    <>
      <div className="suggestions__begin">
        <p className="muted">{t('suggestions.text')}</p>
        <Button icon="suggestion" label={t('suggestions.begin')} disabled={draft !== null || !(edits || me.may('commenter'))} title={edits || me.may('commenter') ? undefined : t('comments.mayNot')} onClick={begin} />
      </div>
      {open.length === 0 && <Empty icon="suggestion" title={t('suggestions.none')} text={t('suggestions.noneText')} />}
      {open.map((one) => (
        <OpenSuggestion key={one.id} doc={doc} suggestion={one} onPick={onPick} />
      ))}
      {decided.length > 0 && (
        <details className="suggestions__decided">
          <summary>{t('suggestions.decided', { count: decided.length })}</summary>
          {decided.map((one) => (
            <article key={one.id} className="suggestion" aria-label={one.title}>
              <Head suggestion={one} />
              <p className={`chip ${one.state === 'accepted' ? 'chip--brand' : ''}`}>
                {t(`suggestions.state_${one.state}`)}
                {one.decided_by && ` · ${one.decided_by}`}
              </p>
              {one.answer && <p className="said__text">{one.answer}</p>}
            </article>
          ))}
        </details>
      )}
    </>
  );
}

function Head({ suggestion }: { suggestion: Suggestion }) {
  const { t, lang } = useText();
  const found = suggestion.source === 'discovery';
  const name = found ? t('suggestions.byEvidence') : suggestion.by.name;
  return (
    <>
      <div className="suggestion__head">
        <span className="face" style={{ '--face': faceColour(suggestion.by.id) } as React.CSSProperties} aria-hidden="true">
          {found ? <Icon name="database" size={15} /> : initials(name)}
        </span>
        <div>
          <h3>{suggestion.title}</h3>
          <p className="muted">
            {name} · <time dateTime={suggestion.at} title={formatInstant(suggestion.at, lang)}>{formatAgo(suggestion.at, Date.now(), lang)}</time>
          </p>
        </div>
      </div>
      {suggestion.reason && <p className="said__text">{suggestion.reason}</p>}
    </>
  );
}

function OpenSuggestion({ doc, suggestion, onPick }: { doc: MapDocument; suggestion: Suggestion; onPick: (target: { card: string } | { place: string }) => void }) {
  const { t, lang } = useText();
  const may = useMayEdit();
  const queries = useQueryClient();
  const { changes } = suggestion;
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const again = () => Promise.all(['suggestions', 'history', 'map', 'since-seen'].map((key) => queries.invalidateQueries({ queryKey: [key, doc.id] })));
  const all = changes.map((change) => tell(change, doc, lang, { lane: (role) => t(`lane.${role}`), empty: t('map.noText') }));
  // What stands on something that is no longer there cannot be made.
  const wanted = all.flatMap((told, i) => (left.has(i) || told.gone ? [] : [i]));
  const accept = useMutation({ mutationFn: () => suggesting.accept(doc.id, suggestion.id, wanted.length === changes.length ? undefined : wanted), onSuccess: again });
  const reject = useMutation({ mutationFn: () => suggesting.reject(doc.id, suggestion.id, reason.trim() || undefined), onSuccess: again });
  const error = accept.error ?? reject.error;
  const busy = accept.isPending || reject.isPending;
  return (
    <article className="suggestion" aria-label={suggestion.title}>
      <Head suggestion={suggestion} />
      <ul className="changes">
        {changes.map((change, i) => {
          const told = all[i] as ToldChange;
          return (
            <li key={i} className={`difference change ${left.has(i) ? 'change--left' : ''}`}>
              {may && changes.length > 1 && (
                <input
                  type="checkbox"
                  className="change__want"
                  aria-label={t('suggestions.want', { name: told.name })}
                  checked={!left.has(i) && !told.gone}
                  disabled={told.gone}
                  onChange={() =>
                    setLeft((now) => {
                      const next = new Set(now);
                      if (!next.delete(i)) next.add(i);
                      return next;
                    })
                  }
                />
              )}
              <ChangeLine change={change} doc={doc} />
              {told.id && (told.of === 'card' || told.of === 'step' || told.of === 'stage' || told.of === 'lane') && (
                <Button small look="quiet" iconOnly icon="arrow_right" label={t('suggestions.goTo', { name: told.name })} onClick={() => onPick(told.of === 'card' ? { card: told.id } : { place: told.id })} />
              )}
            </li>
          );
        })}
      </ul>
      {error && <Trouble error={error} />}
      {rejecting ? (
        <div className="composer">
          <textarea className="input composer__field" rows={2} aria-label={t('suggestions.whyNot')} placeholder={t('suggestions.whyNot')} value={reason} maxLength={4_000} onChange={(e) => setReason(e.target.value)} />
          <div className="composer__tools">
            <Button small look="quiet" label={t('common.cancel')} onClick={() => setRejecting(false)} />
            <Button small label={t('suggestions.reject')} disabled={busy} onClick={() => reject.mutate()} />
          </div>
        </div>
      ) : (
        <div className="suggestion__tools">
          <Button
            small
            look="primary"
            icon="check"
            label={wanted.length === changes.length ? t('suggestions.accept') : t('suggestions.acceptSome', { count: wanted.length, total: changes.length })}
            disabled={!may || wanted.length === 0 || busy}
            title={may ? undefined : t('history.needsEditor')}
            onClick={() => accept.mutate()}
          />
          <Button small look="quiet" label={t('suggestions.reject')} disabled={!may || busy} title={may ? undefined : t('history.needsEditor')} onClick={() => setRejecting(true)} />
        </div>
      )}
    </article>
  );
}
