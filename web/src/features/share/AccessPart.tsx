import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accessQuery, peopleQuery, setAccess, teamsQuery, type AccessEntry, type MapRole } from '../../api/accounts';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { mayAs, useHere } from '../../app/session';
import { Button, Icon, Loading } from '../../ui';
import { Avatar } from '../../ui/Avatar';
import { useMapRole } from '../comments/me';
import { mapRoles, whomOf, withRole, type Whom } from './access';

/** Rights of people and teams on this map where they differ from the workspace's. Each change is written at once. */
export function AccessPart({ map }: { map: string }) {
  const { t } = useText();
  const here = useHere();
  const queries = useQueryClient();
  const { data: entries, error, refetch } = useQuery(accessQuery(map));
  const { data: people = [] } = useQuery(peopleQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const [whom, setWhom] = useState<Whom | ''>('');
  const [role, setRole] = useState<MapRole>('viewer');
  const key = accessQuery(map).queryKey;
  const write = useMutation({
    mutationFn: (items: AccessEntry[]) => setAccess(map, items),
    onMutate: (items) => queries.setQueryData(key, items),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const own = useMapRole(map);
  const may = mayAs(own, 'administrator');
  const reason = may ? undefined : t('settings.onlyAdministrators');
  const given = new Set(entries?.map(whomOf));
  const free = people.filter((one) => !given.has(`person:${one.id}`) && !mayAs(one.role, 'administrator') && !one.disabled);
  const freeTeams = teams.filter((team) => !given.has(`team:${team.id}`));
  const change = (of: Whom, to: MapRole | null) => write.mutate(withRole(entries ?? [], of, to));
  return (
    <div className="share__part">
      <p className="share__own">
        <Icon name="person" size={16} />
        <span>
          <b>{t('share.yourRole', { role: t(`role.${own}`) })}</b> {t(`role.${own}_may`)}.{!may && ` ${t('share.adminsChange')}`}
        </span>
      </p>
      <form
        className="share__add"
        onSubmit={(event) => {
          event.preventDefault();
          if (whom) change(whom, role);
          setWhom('');
        }}
      >
        <select className="select" aria-label={t('share.whom')} value={whom} disabled={!may} title={reason} onChange={(event) => setWhom(event.target.value as Whom | '')}>
          <option value="">{t('share.choose')}</option>
          {freeTeams.length > 0 && (
            <optgroup label={t('settings.section_teams')}>
              {freeTeams.map((team) => (
                <option key={team.id} value={`team:${team.id}`}>
                  {team.name}
                </option>
              ))}
            </optgroup>
          )}
          {free.length > 0 && (
            <optgroup label={t('settings.section_people')}>
              {free.map((one) => (
                <option key={one.id} value={`person:${one.id}`}>
                  {one.name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
        <RoleSelect label={t('settings.role')} value={role} disabled={reason} onChange={setRole} />
        <button type="submit" className="button button--primary" disabled={!may || whom === ''} title={reason}>
          {t('share.add')}
        </button>
      </form>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {write.error && <Trouble error={write.error} />}
      {!entries && !error && <Loading label={t('common.loading')} rows={2} height={44} />}
      <ul className="share__list">
        {entries?.map((entry) => {
          const of = whomOf(entry);
          const person = people.find((one) => one.id === entry.person);
          const team = teams.find((one) => one.id === entry.team);
          const name = person?.name ?? team?.name ?? entry.person ?? entry.team ?? '';
          return (
            <li key={of} className="share__line">
              {entry.person === undefined ? (
                <span className="row__icon">
                  <Icon name="layers" size={18} />
                </span>
              ) : (
                <Avatar name={name} size={38} />
              )}
              <span className="row__words">
                <b>{name}</b>
                <span className="muted">{person ? t('share.elsewhere', { role: t(`role.${person.role}`) }) : t('share.teamOf', { count: team?.members.length ?? 0 })}</span>
              </span>
              <RoleSelect label={t('settings.roleOf', { name })} value={entry.role} disabled={reason} onChange={(to) => change(of, to)} />
              <Button look="quiet" icon="close" iconOnly label={t('share.takeAway', { name })} disabled={!may} onClick={() => change(of, null)} />
            </li>
          );
        })}
        <li className="share__line">
          <span className="row__icon">
            <Icon name="users" size={18} />
          </span>
          <span className="row__words">
            <b>{t('share.everybody', { workspace: here.workspace?.name ?? '' })}</b>
            <span className="muted">{t('share.everybodyText', { count: people.length })}</span>
          </span>
        </li>
      </ul>
    </div>
  );
}

function RoleSelect({ label, value, disabled, onChange }: { label: string; value: MapRole; disabled: string | undefined; onChange: (role: MapRole) => void }) {
  const { t } = useText();
  return (
    <select className="select share__role" aria-label={label} value={value} disabled={disabled !== undefined} title={disabled} onChange={(event) => onChange(event.target.value as MapRole)}>
      {mapRoles.map((role) => (
        <option key={role} value={role}>
          {role === 'none' ? t('share.none') : t(`role.${role}`)}
        </option>
      ))}
    </select>
  );
}
