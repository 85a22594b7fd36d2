import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { ApiError } from '../api/client';
import { Button, buttonClass, Empty, Note } from '../ui';
import { useText } from './i18n';

export function NotFoundPage() {
  const { t } = useText();
  return (
    <Empty
      icon="compass"
      title={t('error.notFound')}
      text={t('error.notFoundText')}
      actions={
        <Link to="/" className={buttonClass({ look: 'primary' })}>
          {t('error.toAtlas')}
        </Link>
      }
    />
  );
}

/** The whole page broke. Says what happened and gives a way on. */
export function ErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useText();
  const router = useRouter();
  const { reset: resetQueries } = useQueryErrorResetBoundary();
  return (
    <Empty
      icon="alert"
      title={t('error.page')}
      text={error instanceof ApiError && error.status === 0 ? t('error.unreachableText') : error instanceof Error ? error.message : String(error)}
      actions={
        <>
          <Button
            look="primary"
            icon="refresh"
            label={t('error.retry')}
            onClick={() => {
              resetQueries();
              reset?.();
              void router.invalidate();
            }}
          />
          <Link to="/" className={buttonClass({})}>
            {t('error.toAtlas')}
          </Link>
        </>
      }
    />
  );
}

/** What kind of trouble it is, in a few words; the server's message says the rest. */
export function errorTitle(t: TFunction, error: Error): string {
  return error instanceof ApiError ? t(`errorCode.${error.code}`, { defaultValue: t('error.refused') }) : t('error.refused');
}

/** One answer did not come: what the server said, what helps, and a button to try again. */
export function Trouble({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useText();
  const unreachable = error instanceof ApiError && error.status === 0;
  const help = error instanceof ApiError ? error.help : undefined;
  return (
    <Note
      kind="error"
      title={unreachable ? t('error.unreachable') : errorTitle(t, error)}
      actions={onRetry && <Button small icon="refresh" label={t('error.retry')} onClick={onRetry} />}
    >
      {unreachable ? <p>{t('error.unreachableText')}</p> : <p>{error.message}</p>}
      {help && <p>{help}</p>}
    </Note>
  );
}
