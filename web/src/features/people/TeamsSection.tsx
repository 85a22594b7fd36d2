import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeTeam, makeTeam, peopleQuery, removeTeam, teamsQuery, type Member, type Team } from '../../api/accounts';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { mayAs, useHere } from '../../app/session';
import { Button, Empty, Loading } from '../../ui';
import { Avatar } from '../../ui/Avatar';
import { Check } from '../../ui/Check';
import { Confirm } from '../../ui/Confirm';
import { Modal } from '../../ui/Modal';
import { TextField } from '../../ui/TextField';
import { Block } from '../settings/Block';

/** Groups of people that get a right on a map together. */
export function TeamsSection() {
  const { t } = useText();
  const here = useHere();
  const queries = useQueryClient();
  const { data: teams, error, refetch } = useQuery(teamsQuery);
  const { data: people } = useQuery(peopleQuery);
  const [editing, setEditing] = useState<Team | 'new' | null>(null);
  const [leaving, setLeaving] = useState<Team | null>(null);
  const may = mayAs(here.role, 'administrator');
  const reason = may ? undefined : t('settings.onlyAdministrators');
  const again = () => Promise.all([queries.invalidateQueries({ queryKey: teamsQuery.queryKey }), queries.invalidateQueries({ queryKey: peopleQuery.queryKey })]);
  const make = <Button look="primary" icon="plus" label={t('settings.teamNew')} disabled={!may} title={reason} onClick={() => setEditing('new')} />;
  return (
    <Block id="teams" title={t('settings.teams', { count: teams?.length ?? 0 })} actions={teams?.length ? make : undefined}>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!teams && !error && <Loading label={t('common.loading')} rows={3} height={44} />}
      {teams?.length === 0 && <Empty icon="layers" title={t('settings.teamsNone')} text={t('settings.teamsNoneText')} actions={make} />}
      <ul className="rows">
        {teams?.map((team) => {
          const members = team.members.flatMap((id) => people?.find((one) => one.id === id) ?? []);
          return (
            <li key={team.id} className="row">
              <span className="row__words">
                <b>{team.name}</b>
                <span className="muted">{members.length ? members.map((one) => one.name).join(', ') : t('settings.teamEmpty')}</span>
              </span>
              <span className="team-faces" aria-hidden="true">
                {members.slice(0, 5).map((one) => (
                  <Avatar key={one.id} name={one.name} size={30} />
                ))}
              </span>
              <span className="row__actions">
                <Button small label={t('settings.change')} disabled={!may} title={reason} onClick={() => setEditing(team)} />
                <Button small look="quiet" icon="trash" iconOnly label={t('settings.removeTeam', { name: team.name })} disabled={!may} onClick={() => setLeaving(team)} />
              </span>
            </li>
          );
        })}
      </ul>
      {editing && <TeamDialog team={editing === 'new' ? undefined : editing} people={people ?? []} onDone={again} onClose={() => setEditing(null)} />}
      {leaving && (
        <Confirm
          title={t('settings.removeTeam', { name: leaving.name })}
          text={t('settings.removeTeamText')}
          action={t('settings.remove')}
          cancel={t('common.cancel')}
          closeLabel={t('common.close')}
          onConfirm={() => removeTeam(leaving.id).then(again)}
          onClose={() => setLeaving(null)}
          trouble={(refused) => <Trouble error={refused} />}
        />
      )}
    </Block>
  );
}

function TeamDialog({ team, people, onDone, onClose }: { team?: Team; people: Member[]; onDone: () => Promise<unknown>; onClose: () => void }) {
  const { t } = useText();
  const [name, setName] = useState(team?.name ?? '');
  const [members, setMembers] = useState<readonly string[]>(team?.members ?? []);
  const save = useMutation({
    mutationFn: async () => {
      const id = team?.id ?? (await makeTeam(name.trim())).id;
      await changeTeam(id, { name: name.trim(), members: [...members] });
    },
    onSuccess: async () => {
      await onDone();
      onClose();
    },
  });
  return (
    <Modal title={team ? team.name : t('settings.teamNew')} closeLabel={t('common.close')} onClose={onClose} focus="input">
      <form
        className="dialog__form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField label={t('settings.teamName')} required maxLength={120} value={name} onChange={setName} />
        <fieldset className="checks checks--scroll">
          <legend>{t('settings.teamMembers')}</legend>
          {people.map((one) => (
            <Check
              key={one.id}
              label={one.name}
              hint={one.email}
              picture={<Avatar name={one.name} size={28} />}
              checked={members.includes(one.id)}
              onChange={(on) => setMembers(on ? [...members, one.id] : members.filter((id) => id !== one.id))}
            />
          ))}
        </fieldset>
        {save.error && <Trouble error={save.error} />}
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <button type="submit" className="button button--primary" disabled={name.trim() === '' || save.isPending}>
            {t('settings.save')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
