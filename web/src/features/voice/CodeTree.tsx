import * as Menu from '@radix-ui/react-dropdown-menu';
import { useMutation } from '@tanstack/react-query';
import { useState, type CSSProperties } from 'react';
import type { Code, Coding } from '../../api/voice';
import { addCode, changeCode, removeCode } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { Button, Icon } from '../../ui';
import { hueOf, mayStandUnder, tree } from './coding';

/** The codes of the workspace as a tree. A click shows only the codings of one; the menu renames, moves and removes. */
export function CodeTree({ codes, codings, chosen, readOnly, onChoose, onChanged }: { codes: Code[]; codings: Coding[]; chosen?: string; readOnly: boolean; onChoose: (id: string | undefined) => void; onChanged: () => void }) {
  const { t, lang } = useText();
  const [name, setName] = useState('');
  const [renaming, setRenaming] = useState<{ id: string; name: string } | null>(null);
  const act = useMutation({ mutationFn: (work: () => Promise<unknown>) => work(), onSuccess: onChanged });
  const here = (id: string) => codings.filter((one) => one.code === id).length;
  return (
    <>
      {codes.length === 0 && <p className="muted">{t('voice.noCodes')}</p>}
      <ul className="code-tree">
        {tree(codes).map(({ code, depth }) => (
          <li key={code.id} className={`code-tree__row ${chosen === code.id ? 'code-tree__row--chosen' : ''}`} style={{ '--code': hueOf(codes, code.id), paddingLeft: depth * 18 } as CSSProperties}>
            {renaming?.id === code.id ? (
              <form
                className="code-tree__rename"
                onSubmit={(event) => {
                  event.preventDefault();
                  if (renaming.name.trim()) act.mutate(() => changeCode(code.id, { name: renaming.name.trim() }), { onSuccess: () => setRenaming(null) });
                }}
              >
                {/* eslint-disable-next-line jsx-a11y/no-autofocus -- opened by a menu for exactly this */}
                <input autoFocus className="input input--small" aria-label={t('voice.codeName')} value={renaming.name} maxLength={80} onChange={(event) => setRenaming({ ...renaming, name: event.target.value })} onKeyDown={(event) => event.key === 'Escape' && setRenaming(null)} />
                <Button type="submit" small label={t('voice.save')} />
              </form>
            ) : (
              <>
                <button type="button" className="code-tree__name" aria-pressed={chosen === code.id} onClick={() => onChoose(chosen === code.id ? undefined : code.id)}>
                  <span className="code-tree__dot" aria-hidden="true" />
                  {code.name}
                  <span className="muted num" title={t('voice.codedHereAll')}>
                    {formatCount(here(code.id), lang)} / {formatCount(code.n, lang)}
                  </span>
                </button>
                {!readOnly && (
                  <Menu.Root modal={false}>
                    <Menu.Trigger className="button button--quiet button--icon button--small" aria-label={t('voice.codeMenu', { name: code.name })}>
                      <Icon name="more" size={15} />
                    </Menu.Trigger>
                    <Menu.Portal>
                      <Menu.Content className="menu" align="end" collisionPadding={8}>
                        <Menu.Item className="menu__item" onSelect={() => setRenaming({ id: code.id, name: code.name })}>
                          <Icon name="pencil" size={15} />
                          {t('voice.rename')}
                        </Menu.Item>
                        <Menu.Sub>
                          <Menu.SubTrigger className="menu__item">
                            <Icon name="layers" size={15} />
                            {t('voice.moveCode')}
                          </Menu.SubTrigger>
                          <Menu.Portal>
                            <Menu.SubContent className="menu" collisionPadding={8}>
                              <Menu.Item className="menu__item" disabled={!code.parent} onSelect={() => act.mutate(() => changeCode(code.id, { parent: null }))}>
                                {t('voice.topLevel')}
                              </Menu.Item>
                              {codes.filter((one) => one.id !== code.id && one.id !== code.parent && mayStandUnder(codes, code.id, one.id)).map((one) => (
                                <Menu.Item key={one.id} className="menu__item" onSelect={() => act.mutate(() => changeCode(code.id, { parent: one.id }))}>
                                  {one.name}
                                </Menu.Item>
                              ))}
                            </Menu.SubContent>
                          </Menu.Portal>
                        </Menu.Sub>
                        <Menu.Item className="menu__item menu__item--danger" disabled={code.n > 0 || codes.some((one) => one.parent === code.id)} onSelect={() => act.mutate(() => removeCode(code.id))}>
                          <Icon name="trash" size={15} />
                          {t('voice.removeCode')}
                          {code.n > 0 && <span className="menu__hint">{t('voice.codeInUse')}</span>}
                        </Menu.Item>
                      </Menu.Content>
                    </Menu.Portal>
                  </Menu.Root>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {act.error && <Trouble error={act.error} />}
      {!readOnly && (
        <form
          className="code-pick__new"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) act.mutate(() => addCode(name.trim(), null), { onSuccess: () => setName('') });
          }}
        >
          <input className="input input--small" aria-label={t('voice.newCode')} placeholder={t('voice.newCode')} maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
          <Button type="submit" small iconOnly icon="plus" label={t('voice.addCode')} disabled={!name.trim() || act.isPending} />
        </form>
      )}
    </>
  );
}
