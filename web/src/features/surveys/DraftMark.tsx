import { errorTitle, Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { Button, Icon, Note } from '../../ui';
import type { Draft } from './useDraft';

/** Whether what stands here is kept already. */
export function DraftMark<Doc>({ draft: { state } }: { draft: Draft<Doc> }) {
  const { t } = useText();
  const kept = state === 'saved';
  return (
    <span className={`draft-mark draft-mark--${state}`} role="status">
      <Icon name={kept ? 'check' : state === 'waiting' || state === 'saving' ? 'clock' : 'warning'} size={14} />
      {t(`surveys.draft_${state}`)}
    </span>
  );
}

/** What keeps a document from being kept, and the ways on. */
export function DraftTrouble<Doc>({ draft }: { draft: Draft<Doc> }) {
  const { t } = useText();
  if (draft.state === 'conflict') {
    return (
      <Note
        kind="error"
        title={t('surveys.conflict')}
        actions={
          <>
            <Button small look="primary" label={t('surveys.takeTheirs')} onClick={draft.takeTheirs} />
            <Button small label={t('surveys.keepMine')} onClick={draft.keepMine} />
          </>
        }
      >
        <p>{t('surveys.conflictText')}</p>
      </Note>
    );
  }
  if (draft.state === 'unreachable' && draft.error) return <Trouble error={draft.error} onRetry={draft.retry} />;
  if (draft.state === 'refused' && draft.error) {
    return (
      <Note kind="error" title={errorTitle(t, draft.error)}>
        <p>{draft.error.message}</p>
        <p>{t('surveys.refusedText')}</p>
      </Note>
    );
  }
  return null;
}
