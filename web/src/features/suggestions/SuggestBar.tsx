import './suggestions.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { suggesting, suggestionsQuery, type MapChange } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMap } from '../../live';
import { Button, Field, Icon } from '../../ui';
import { Modal } from '../../ui/Modal';
import { changesBetween } from './between';
import { ChangeLine } from './ChangeLine';
import { useSuggesting } from './SuggestMode';

/** Says that edits are a proposal, how many there are, and sends or drops them. */
export function SuggestBar({ onSent }: { onSent: () => void }) {
  const { draft } = useSuggesting();
  return draft && <Bar base={draft.base} onSent={onSent} />;
}

function Bar({ base, onSent }: { base: MapDocument; onSent: () => void }) {
  const { t } = useText();
  const { end } = useSuggesting();
  const now = useDeferredValue(useMap());
  const changes = useMemo(() => changesBetween(base, now), [base, now]);
  const [sending, setSending] = useState(false);
  const [dropping, setDropping] = useState(false);
  return (
    <div className="suggest-bar" role="region" aria-label={t('suggestions.mode')}>
      <Icon name="suggestion" size={18} />
      <p>
        <b>{t('suggestions.mode')}</b> <span className="suggest-bar__hint">{t('suggestions.modeText')}</span>
      </p>
      <span className="num" role="status">
        {t('suggestions.count', { count: changes.length })}
      </span>
      <Button small look="primary" label={t('suggestions.review')} disabled={changes.length === 0} onClick={() => setSending(true)} />
      <Button small label={t('suggestions.stop')} onClick={() => (changes.length === 0 ? end() : setDropping(true))} />
      {sending && <SendDialog map={base} now={now} changes={changes} onClose={() => setSending(false)} onSent={onSent} />}
      {dropping && (
        <Modal title={t('suggestions.dropTitle')} text={t('suggestions.dropText', { count: changes.length })} closeLabel={t('common.close')} onClose={() => setDropping(false)}>
          <div className="dialog__actions">
            <Button label={t('suggestions.goOn')} onClick={() => setDropping(false)} />
            <Button look="primary" label={t('suggestions.drop')} onClick={end} />
          </div>
        </Modal>
      )}
    </div>
  );
}

function SendDialog({ map, now, changes, onClose, onSent }: { map: MapDocument; now: MapDocument; changes: MapChange[]; onClose: () => void; onSent: () => void }) {
  const { t } = useText();
  const { end } = useSuggesting();
  const queries = useQueryClient();
  const [title, setTitle] = useState('');
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: () => suggesting.propose(map.id, { title: title.trim(), ...(reason.trim() ? { reason: reason.trim() } : {}), changes }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: suggestionsQuery(map.id).queryKey });
      end();
      onSent();
    },
  });
  return (
    <Modal title={t('suggestions.send')} text={t('suggestions.sendText')} closeLabel={t('common.close')} focus="input" onClose={onClose} className="suggest-send">
      <form
        className="dialog__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim()) send.mutate();
        }}
      >
        <Field label={t('suggestions.title')}>
          <input className="input" value={title} maxLength={200} placeholder={t('suggestions.titleExample')} onChange={(e) => setTitle(e.target.value)} />
        </Field>
        <Field label={t('suggestions.reason')}>
          <textarea className="input history__note" rows={3} value={reason} maxLength={4_000} placeholder={t('suggestions.reasonExample')} onChange={(e) => setReason(e.target.value)} />
        </Field>
        <ul className="changes">
          {changes.map((change, i) => (
            <li key={i} className="difference">
              <ChangeLine change={change} doc={map} after={now} />
            </li>
          ))}
        </ul>
        {send.error && <Trouble error={send.error} />}
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <Button look="primary" type="submit" label={t('suggestions.sendNow')} disabled={!title.trim() || send.isPending} />
        </div>
      </form>
    </Modal>
  );
}
