import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { auditQuery, peopleQuery, type AuditEntry } from '../../api/accounts';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { mayAs, useHere } from '../../app/session';
import { formatInstant } from '../../lib/format';
import { Button, Empty, Field, Loading } from '../../ui';
import { auditActions } from './auditActions';
import { Block } from './Block';

const route = getRouteApi('/settings/$section');

/** Who did what, from the newest back. Filters stand in the address. */
export function AuditSection() {
  const { t } = useText();
  const here = useHere();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = mayAs(here.role, 'administrator');
  const { data: people } = useQuery(peopleQuery);
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({ ...auditQuery({ person: search.person, action: search.action }), enabled: may });
  const lines = data?.pages.flatMap((page) => page.items);
  const known = [...new Set([...auditActions, ...(lines?.map((line) => line.action) ?? []), ...(search.action ? [search.action] : [])])];
  const filtered = search.person !== undefined || search.action !== undefined;
  return (
    <Block
      id="audit"
      title={t('settings.auditLog')}
      actions={
        <>
          <Field label={t('settings.auditWho')}>
            <select className="select select--small" value={search.person ?? ''} onChange={(event) => void navigate({ search: (s) => ({ ...s, person: event.target.value || undefined }), replace: true })}>
              <option value="">{t('settings.everybody')}</option>
              {people?.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t('settings.auditWhat')}>
            <select className="select select--small" value={search.action ?? ''} onChange={(event) => void navigate({ search: (s) => ({ ...s, action: event.target.value || undefined }), replace: true })}>
              <option value="">{t('settings.everything')}</option>
              {known.map((action) => (
                <option key={action} value={action}>
                  {t(`audit.${action}`, { defaultValue: action })}
                </option>
              ))}
            </select>
          </Field>
        </>
      }
    >
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!lines && !error && may && <Loading label={t('common.loading')} rows={8} height={28} />}
      {lines?.length === 0 && <Empty icon="history" title={t('settings.auditNone')} text={filtered ? t('settings.auditNoneFiltered') : t('settings.auditNoneText')} />}
      {lines && lines.length > 0 && (
        <div className="scroll-x">
          <table className="data-table audit">
            <caption className="hidden-text">{t('settings.auditLog')}</caption>
            <thead>
              <tr>
                {(['When', 'Who', 'What', 'Where'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`settings.audit${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <AuditLine key={line.seq} line={line} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasNextPage && (
        <p className="block__more">
          <Button label={t('settings.older')} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()} />
        </p>
      )}
    </Block>
  );
}

function AuditLine({ line }: { line: AuditEntry }) {
  const { t, lang } = useText();
  return (
    <tr>
      <td className="num audit__when">
        <time dateTime={line.at}>{formatInstant(line.at, lang)}</time>
      </td>
      <td>{line.person?.name ?? t('settings.nobody')}</td>
      <td>
        {t(`audit.${line.action}`, { defaultValue: line.action })}
        {line.object_id && (
          <>
            {' '}
            {line.object_kind === 'map' ? (
              <Link to="/maps/$id" params={{ id: line.object_id }} className="mono">
                {line.object_id}
              </Link>
            ) : (
              <span className="mono muted">{line.object_id}</span>
            )}
          </>
        )}
      </td>
      <td className="muted">{[line.via && t(`settings.via_${line.via}`, { defaultValue: line.via }), line.ip].filter(Boolean).join(' · ')}</td>
    </tr>
  );
}
