import './lost.css';
import { useState } from 'react';
import { useText } from '../../../app/i18n';
import { useForgetLost, useStatus, type Said } from '../../../live';
import { Button, Note } from '../../../ui';

/** What the author wrote and the server cannot take: plainly, with everything to take along. */
export function LostEdits() {
  const { t } = useText();
  const { lost, state } = useStatus();
  const forget = useForgetLost();
  const [copied, setCopied] = useState(false);
  if (!lost) return null;
  const named = ({ kind, text }: Said) => `${t(`live.lostKind_${kind}`)}: ${text || t('live.lostNoText')}`;
  const copy = () =>
    void navigator.clipboard
      .writeText(lost.edits.map(named).join('\n\n'))
      .then(() => setCopied(true))
      // No clipboard on this page: the words stand there to be copied by hand.
      .catch(() => setCopied(false));
  const done = () => {
    forget();
    // The page still shows the edits as if they were on the map.
    if (state === 'read_only') window.location.reload();
  };
  return (
    <div className="lost-edits">
      <Note
        kind="error"
        title={t('live.lost', { count: lost.edits.length })}
        actions={
          <>
            <Button small look="primary" icon={copied ? 'check' : 'copy'} label={t(copied ? 'live.lostCopied' : 'live.lostCopy')} onClick={copy} />
            <Button small label={t('live.lostDone')} onClick={done} />
          </>
        }
      >
        <p>{t(`live.lost_${lost.reason}`)}</p>
        <ul className="lost-edits__list">
          {lost.edits.map((one) => (
            <li key={`${one.kind} ${one.id}`}>{named(one)}</li>
          ))}
        </ul>
      </Note>
    </div>
  );
}
