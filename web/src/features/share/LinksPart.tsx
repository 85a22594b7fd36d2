import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { revokeShare, sharesQuery, type Share } from '../../api/accounts';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { mayAs } from '../../app/session';
import { formatAgo, formatDay } from '../../lib/format';
import { Button, Empty, Icon, Loading } from '../../ui';
import { Confirm } from '../../ui/Confirm';
import { useMapRole } from '../comments/me';
import { LinkForm } from './LinkForm';

/** Whether a link opens nothing any more. */
export const hasEnded = (share: Share, nowMs: number) => share.revoked_at !== undefined || (share.expires_at !== undefined && Date.parse(share.expires_at) <= nowMs);

/** Links for people without an account: what they show, how long, and whether somebody came. */
export function LinksPart({ doc }: { doc: MapDocument }) {
  const { t } = useText();
  const queries = useQueryClient();
  const may = mayAs(useMapRole(doc.id), 'editor');
  const { data: shares, error, refetch } = useQuery({ ...sharesQuery(doc.id), enabled: may });
  /** The link whose form is open; `new` for one to be. */
  const [writing, setWriting] = useState<Share | 'new' | null>(null);
  const [ending, setEnding] = useState<Share | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: sharesQuery(doc.id).queryKey });
  const [now] = useState(() => Date.now());
  const living = shares?.filter((share) => !hasEnded(share, now)) ?? [];
  const ended = shares?.filter((share) => hasEnded(share, now)) ?? [];
  if (writing) return <LinkForm doc={doc} link={writing === 'new' ? undefined : writing} onWritten={again} onBack={() => setWriting(null)} />;
  const make = <Button look="primary" icon="plus" label={t('share.newLink')} disabled={!may} title={may ? undefined : t('share.onlyEditors')} onClick={() => setWriting('new')} />;
  if (!may) return <Empty icon="link" title={t('share.onlyEditors')} text={t('share.noLinksText')} actions={make} />;
  return (
    <div className="share__part">
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!shares && !error && <Loading label={t('common.loading')} rows={2} height={44} />}
      {shares && living.length === 0 && <Empty icon="link" title={t('share.noLinks')} text={t('share.noLinksText')} actions={make} />}
      {living.length > 0 && (
        <>
          <div className="share__top">
            <p className="muted">{t('share.linksText')}</p>
            {make}
          </div>
          <ul className="share__list">
            {living.map((share) => (
              <LinkLine
                key={share.id}
                share={share}
                tools={
                  <span className="share__tools">
                    <Button small look="quiet" icon="pencil" iconOnly label={t('share.change', { name: share.name || t('share.unnamed') })} onClick={() => setWriting(share)} />
                    <Button small label={t('share.end')} onClick={() => setEnding(share)} />
                  </span>
                }
              />
            ))}
          </ul>
        </>
      )}
      {ended.length > 0 && (
        <details className="share__ended">
          <summary>{t('share.ended', { count: ended.length })}</summary>
          <ul className="share__list">
            {ended.map((share) => (
              <LinkLine key={share.id} share={share} />
            ))}
          </ul>
        </details>
      )}
      {ending && (
        <Confirm
          title={t('share.endLink', { name: ending.name })}
          text={t('share.endLinkText')}
          action={t('share.end')}
          cancel={t('common.cancel')}
          closeLabel={t('common.close')}
          onConfirm={() => revokeShare(doc.id, ending.id).then(again)}
          onClose={() => setEnding(null)}
          trouble={(refused) => <Trouble error={refused} />}
        />
      )}
    </div>
  );
}

function LinkLine({ share, tools }: { share: Share; tools?: React.ReactNode }) {
  const { t, lang } = useText();
  const facts = [
    share.can_comment ? t('share.mayComment') : t('share.mayLook'),
    share.has_password && t('share.withPassword'),
    share.hide_evidence && t('share.withoutEvidence'),
    share.hide_lanes.length > 0 && t('share.lanesHidden', { count: share.hide_lanes.length }),
    share.expires_at && t('settings.until', { day: formatDay(share.expires_at, lang) }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <li className="share__line">
      <span className="row__icon">
        <Icon name={share.has_password ? 'lock' : 'link'} size={18} />
      </span>
      <span className="row__words">
        <b>{share.name || t('share.unnamed')}</b>
        <span className="row__chips">
          {facts.map((fact) => (
            <span key={fact} className="chip">
              {fact}
            </span>
          ))}
        </span>
        <span className="muted">
          {share.revoked_at
            ? t('share.endedOn', { day: formatDay(share.revoked_at, lang) })
            : share.opened_at
              ? t('share.opened', { count: share.opened, ago: formatAgo(share.opened_at, Date.now(), lang) })
              : t('share.neverOpened')}
        </span>
      </span>
      {tools}
    </li>
  );
}
