import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeMember, peopleQuery, removeMember, teamsQuery, type Member } from '../../api/accounts';
import type { Role } from '../../api/session';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { mayAs, useHere } from '../../app/session';
import { formatAgo } from '../../lib/format';
import { Button, Icon, Loading } from '../../ui';
import { Avatar } from '../../ui/Avatar';
import { Confirm } from '../../ui/Confirm';
import { Block } from '../settings/Block';
import { Invitations } from './Invitations';
import { InviteDialog } from './InviteDialog';
import { MemberMenu } from './MemberMenu';
import { ResetLinkDialog } from './ResetLinkDialog';
import { rolesDown } from './rolesDown';

/** Who belongs to the workspace, as what; and who is invited. */
export function PeopleSection() {
  const { t } = useText();
  const here = useHere();
  const queries = useQueryClient();
  const { data: people, error, refetch } = useQuery(peopleQuery);
  const { data: teams } = useQuery(teamsQuery);
  const [inviting, setInviting] = useState(false);
  const [helping, setHelping] = useState<Member | null>(null);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
  const change = useMutation({ mutationFn: ({ id, ...what }: { id: string; role?: Role; disabled?: boolean }) => changeMember(id, what), onSettled: again });
  const may = mayAs(here.role, 'administrator');
  const reason = may ? undefined : t('settings.onlyAdministrators');
  const owners = people?.filter((one) => one.role === 'owner' && !one.disabled).length ?? 0;
  /** Why this person's role stays as it is. */
  const fixed = (one: Member) => {
    if (!may) return reason;
    if (one.role === 'owner' && here.role !== 'owner') return t('settings.onlyOwners');
    if (one.role === 'owner' && owners === 1 && !one.disabled) return t('settings.lastOwner');
    return undefined;
  };
  return (
    <>
      <Block
        id="members"
        title={t('settings.members', { count: people?.length ?? 0 })}
        actions={<Button look="primary" icon="plus" label={t('settings.invite')} disabled={!may} title={reason} onClick={() => setInviting(true)} />}
      >
        {error && <Trouble error={error} onRetry={() => void refetch()} />}
        {change.error && <Trouble error={change.error} />}
        {!people && !error && <Loading label={t('common.loading')} rows={4} height={44} />}
        <ul className="rows">
          {people?.map((one) => (
            <MemberRow
              key={one.id}
              member={one}
              teams={one.teams.flatMap((id) => teams?.find((team) => team.id === id)?.name ?? [])}
              self={one.id === here.person?.id}
              fixed={fixed(one)}
              mayOwn={here.role === 'owner'}
              onRole={(role) => change.mutate({ id: one.id, role })}
              onDisable={() => change.mutate({ id: one.id, disabled: !one.disabled })}
              onHelp={() => setHelping(one)}
              onRemove={() => setLeaving(one)}
            />
          ))}
        </ul>
      </Block>
      <Invitations may={may} />
      <RoleKey />
      {inviting && <InviteDialog mayOwn={here.role === 'owner'} onClose={() => setInviting(false)} />}
      {helping && <ResetLinkDialog member={helping} onClose={() => setHelping(null)} />}
      {leaving && (
        <Confirm
          title={t('settings.removePerson', { name: leaving.name })}
          text={t('settings.removePersonText')}
          action={t('settings.remove')}
          cancel={t('common.cancel')}
          closeLabel={t('common.close')}
          onConfirm={() => removeMember(leaving.id).then(again)}
          onClose={() => setLeaving(null)}
          trouble={(refused) => <Trouble error={refused} />}
        />
      )}
    </>
  );
}

function MemberRow({ member, teams, self, fixed, mayOwn, onRole, onDisable, onHelp, onRemove }: {
  member: Member;
  teams: string[];
  self: boolean;
  fixed: string | undefined;
  mayOwn: boolean;
  onRole: (role: Role) => void;
  onDisable: () => void;
  onHelp: () => void;
  onRemove: () => void;
}) {
  const { t, lang } = useText();
  return (
    <li className={member.disabled ? 'row row--off' : 'row'}>
      <Avatar name={member.name} size={38} />
      <span className="row__words">
        <b>
          {member.name}
          {self && <span className="chip chip--brand">{t('settings.you')}</span>}
          {member.disabled && <span className="chip chip--amber">{t('settings.disabled')}</span>}
        </b>
        <span className="muted">
          {member.email} · {member.last_seen_at ? t('settings.seen', { ago: formatAgo(member.last_seen_at, Date.now(), lang) }) : t('settings.neverSeen')}
        </span>
        {teams.length > 0 && (
          <span className="row__chips">
            {teams.map((team) => (
              <span key={team} className="chip">
                <Icon name="layers" size={12} />
                {team}
              </span>
            ))}
          </span>
        )}
      </span>
      <select
        className="select select--small row__role"
        aria-label={t('settings.roleOf', { name: member.name })}
        value={member.role}
        disabled={fixed !== undefined}
        title={fixed ?? t(`role.${member.role}_may`)}
        onChange={(event) => onRole(event.target.value as Role)}
      >
        {rolesDown.map((role) => (
          <option key={role} value={role} disabled={role === 'owner' && !mayOwn}>
            {t(`role.${role}`)}
          </option>
        ))}
      </select>
      <MemberMenu member={member} fixed={fixed} onDisable={onDisable} onHelp={onHelp} onRemove={onRemove} />
    </li>
  );
}

/** What each role may do, for who chooses one. */
function RoleKey() {
  const { t } = useText();
  return (
    <Block id="roles" title={t('settings.roles')}>
      <dl className="role-key">
        {rolesDown.map((role) => (
          <div key={role}>
            <dt>{t(`role.${role}`)}</dt>
            <dd>{t(`role.${role}_may`)}</dd>
          </div>
        ))}
      </dl>
    </Block>
  );
}
