import './comments.css';
import * as Menu from '@radix-ui/react-dropdown-menu';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../api/client';
import { notificationsQuery } from '../../api/reviewQueries';
import { useText } from '../../app/i18n';
import { formatAgo } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon } from '../../ui';
import { toWritten } from './threads';

/** Who mentioned or answered me, on any map. */
export function Bell() {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const { data } = useQuery({ ...notificationsQuery, retry: false });
  const items = data ?? [];
  const fresh = items.filter((one) => !one.seen).length;
  // Looked at when the list is closed again: while it is open, what is new stays marked.
  const closed = (open: boolean) => {
    if (open || fresh === 0) return;
    void call('POST', '/notifications/seen').then(() => queries.invalidateQueries({ queryKey: notificationsQuery.queryKey }));
  };
  const label = fresh > 0 ? t('comments.bellNew', { count: fresh }) : t('comments.bell');
  return (
    <Menu.Root modal={false} onOpenChange={closed}>
      <Menu.Trigger className="button button--quiet button--icon bell" aria-label={label} title={label}>
        <Icon name="bell" size={18} />
        {fresh > 0 && <span className="bell__count num">{fresh > 9 ? '9+' : fresh}</span>}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className="menu bell__menu" align="end" sideOffset={8} collisionPadding={8}>
          <Menu.Label className="bell__head">{t('comments.bell')}</Menu.Label>
          {items.length === 0 && <p className="bell__none">{t('comments.bellNone')}</p>}
          {items.map((one) => (
            <Menu.Item key={one.id} asChild>
              <Link to="/maps/$id" params={{ id: one.map }} search={{ panel: 'comments', thread: one.comment }} className={`menu__item bell__item ${one.seen ? '' : 'bell__item--new'}`}>
                <span className="bell__who">
                  {t(`comments.bell_${one.kind}`, { name: one.by, map: inLang(one.map_title, lang) })} <span className="muted">{formatAgo(one.when, Date.now(), lang)}</span>
                </span>
                <span className="bell__text">{toWritten(one.text)}</span>
              </Link>
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
