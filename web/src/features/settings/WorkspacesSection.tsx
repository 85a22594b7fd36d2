import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { makeWorkspace, renameWorkspace } from '../../api/accounts';
import { sessionQuery, type WorkspaceMembership } from '../../api/session';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { mayAs, useHere, useSwitchWorkspace } from '../../app/session';
import { Button, Icon } from '../../ui';
import { Modal } from '../../ui/Modal';
import { TextField } from '../../ui/TextField';
import { Block } from './Block';

/** Workspaces keep maps, data and people apart. The person sees those they belong to. */
export function WorkspacesSection() {
  const { t } = useText();
  const here = useHere();
  const switchTo = useSwitchWorkspace();
  const [naming, setNaming] = useState<WorkspaceMembership | 'new' | null>(null);
  const mayMake = here.person?.installation_admin === true;
  return (
    <Block
      id="workspaces"
      title={t('settings.workspaces', { count: here.workspaces.length })}
      actions={<Button look="primary" icon="plus" label={t('settings.workspaceNew')} disabled={!mayMake} title={mayMake ? undefined : t('settings.onlyInstallation')} onClick={() => setNaming('new')} />}
    >
      <ul className="rows">
        {here.workspaces.map((one) => {
          const mayRename = mayAs(one.role, 'administrator');
          const current = one.id === here.workspace?.id;
          return (
            <li key={one.id} className="row">
              <span className="row__icon">
                <Icon name={current ? 'check' : 'grid'} size={18} />
              </span>
              <span className="row__words">
                <b>{one.name}</b>
                <span className="muted">
                  {t('settings.youAre', { role: t(`role.${one.role}`) })}
                  {current && ` · ${t('settings.workspaceHere')}`}
                </span>
              </span>
              <span className="row__actions">
                <Button small label={t('settings.rename')} disabled={!mayRename || !current} title={!mayRename ? t('settings.onlyAdministrators') : current ? undefined : t('settings.switchFirst')} onClick={() => setNaming(one)} />
                <Button small label={t('settings.switch')} disabled={current} onClick={() => void switchTo(one.id)} />
              </span>
            </li>
          );
        })}
      </ul>
      {naming && <NameDialog workspace={naming === 'new' ? undefined : naming} onClose={() => setNaming(null)} onMade={(id) => void switchTo(id)} />}
    </Block>
  );
}

function NameDialog({ workspace, onClose, onMade }: { workspace?: WorkspaceMembership; onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [name, setName] = useState(workspace?.name ?? '');
  const save = useMutation({
    mutationFn: async () => {
      if (workspace) await renameWorkspace(workspace.id, name.trim());
      const made = workspace ? undefined : (await makeWorkspace(name.trim())).id;
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
      return made;
    },
    onSuccess: (made) => {
      onClose();
      if (made) onMade(made);
    },
  });
  return (
    <Modal title={workspace ? t('settings.rename') : t('settings.workspaceNew')} text={workspace ? undefined : t('settings.workspaceNewText')} closeLabel={t('common.close')} onClose={onClose} focus="input">
      <form
        className="dialog__form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField label={t('settings.workspaceName')} required maxLength={120} value={name} onChange={setName} />
        {save.error && <Trouble error={save.error} />}
        <div className="dialog__actions">
          <Button label={t('common.cancel')} onClick={onClose} />
          <button type="submit" className="button button--primary" disabled={name.trim() === '' || name.trim() === workspace?.name || save.isPending}>
            {workspace ? t('settings.save') : t('settings.make')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
