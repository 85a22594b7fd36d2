import './personas.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '../../api/client';
import { editMap } from '../../api/edit';
import { mapQuery } from '../../api/queries';
import type { BuyingRole, MapDocument, Persona } from '../../api/types';
import { NotFoundPage, Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Empty, Icon, Loading, Note } from '../../ui';
import { Face, pictureOf } from './Face';
import { buyingRoles, takersOf, withPersona } from './group';

const route = getRouteApi('/buying/$map');
const settles: readonly BuyingRole[] = ['decider', 'approver'];

/** Who takes part when a company buys: who plays which part, and who is there at which stage. */
export function BuyingCentrePage() {
  const { map: id } = route.useParams();
  const { t, lang } = useText();
  const queries = useQueryClient();
  const mayNot = useMayNot('editor');
  const { data: doc, error, refetch } = useQuery(mapQuery(id));
  useEffect(() => {
    document.title = `${t('buying.title')} · ${t('shell.name')}`;
  }, [t]);
  const toggle = useMutation({
    mutationFn: ({ persona, role }: { persona: string; role: BuyingRole }) =>
      editMap(queries, id, (map) => {
        const found = map.personas?.find((one) => one.id === persona);
        if (!found) return map;
        const has = found.buying_roles ?? [];
        return withPersona(map, { ...found, buying_roles: buyingRoles.filter((one) => (one === role ? !has.includes(role) : has.includes(one))) });
      }),
  });
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  const people = doc?.personas ?? [];
  const missing = buyingRoles.filter((role) => !people.some((persona) => persona.buying_roles?.includes(role)));
  return (
    <div className="buying">
      <header className="page-head">
        <div className="page-head__words">
          <h1>{t('buying.title')}</h1>
          {doc && (
            <p className="muted">
              <Link to="/maps/$id" params={{ id }}>
                {inLang(doc.title, lang)}
              </Link>
              . {t('buying.text')}
            </p>
          )}
        </div>
        {doc && people.length > 0 && <Button icon="document" label={t('new.print')} onClick={() => window.print()} />}
      </header>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {toggle.error && <Trouble error={toggle.error} />}
      {!doc && !error && <Loading label={t('common.loading')} rows={8} />}
      {doc && people.length === 0 && (
        <section className="panel">
          <Empty
            icon="users"
            title={t('buying.nobody')}
            text={t('buying.nobodyText')}
            actions={
              <Link to="/start" search={{ step: 'persona', map: id }} className={buttonClass({ look: 'primary' })}>
                {t('buying.addPersona')}
              </Link>
            }
          />
        </section>
      )}
      {doc && people.length > 0 && (
        <>
          {missing.length > 0 && missing.length < buyingRoles.length && (
            <Note title={t('buying.missing', { roles: missing.map((role) => t(`buying.role_${role}`).toLocaleLowerCase(lang)).join(', ') })}>{t('buying.missingText')}</Note>
          )}
          <section aria-labelledby="who-plays">
            <h2 id="who-plays">{t('buying.who')}</h2>
            <div className="panel scroll-x">
              <table className="data-table roles-table">
                <thead>
                  <tr>
                    <th scope="col">{t('buying.role')}</th>
                    {people.map((persona) => (
                      <th key={persona.id} scope="col">
                        <PersonLink doc={doc} persona={persona} />
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {buyingRoles.map((role) => (
                    <tr key={role} data-missing={missing.includes(role) || undefined}>
                      <th scope="row">
                        <b>{t(`buying.role_${role}`)}</b>
                        <span className="muted">{t(`buying.about_${role}`)}</span>
                      </th>
                      {people.map((persona) => {
                        const plays = persona.buying_roles?.includes(role) ?? false;
                        return (
                          <td key={persona.id}>
                            <button
                              type="button"
                              className="role-cell"
                              aria-pressed={plays}
                              aria-label={t('buying.plays', { name: inLang(persona.name, lang), role: t(`buying.role_${role}`) })}
                              disabled={toggle.isPending || mayNot !== undefined}
                              title={mayNot}
                              onClick={() => toggle.mutate({ persona: persona.id, role })}
                            >
                              <Icon name={plays ? 'check' : 'plus'} size={16} />
                            </button>
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
          <section aria-labelledby="who-when">
            <h2 id="who-when">{t('buying.when')}</h2>
            <p className="muted">{t('buying.whenText')}</p>
            <ol className="buying-stages">
              {doc.stages.map((stage, i) => {
                const takers = takersOf(doc, stage);
                const deciding = takers.filter((persona) => persona.buying_roles?.some((role) => settles.includes(role)));
                return (
                  <li key={stage.id} className="panel" style={{ borderTopColor: `var(--hue-${(i % 8) + 1})` }}>
                    <h3>
                      <span className="num muted">{i + 1}</span> {inLang(stage.name, lang)}
                      {stage.steps.some((step) => step.moment_of_truth) && (
                        <span className="chip chip--amber" title={t('map.momentOfTruth')}>
                          <Icon name="moments_of_truth" size={13} />
                          {t('map.momentOfTruth')}
                        </span>
                      )}
                    </h3>
                    {takers.length === 0 && <p className="muted">{t('buying.noTakers')}</p>}
                    <ul>
                      {takers.map((persona) => (
                        <li key={persona.id} data-decides={deciding.includes(persona) || undefined}>
                          <PersonLink doc={doc} persona={persona} />
                          <span className="muted">{(persona.buying_roles ?? []).map((role) => t(`buying.role_${role}`)).join(', ')}</span>
                        </li>
                      ))}
                    </ul>
                  </li>
                );
              })}
            </ol>
          </section>
        </>
      )}
    </div>
  );
}

function PersonLink({ doc, persona }: { doc: MapDocument; persona: Persona }) {
  const { lang } = useText();
  return (
    <Link to="/personas/$map/$persona" params={{ map: doc.id, persona: persona.id }} className="person-link">
      <Face persona={persona} picture={pictureOf(persona, doc)} size={34} />
      <span>{inLang(persona.name, lang)}</span>
    </Link>
  );
}
