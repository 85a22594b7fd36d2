import './personas.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { ApiError } from '../../api/client';
import { mapQuery, mapsQuery } from '../../api/queries';
import type { MapDocument, Persona } from '../../api/types';
import { NotFoundPage, Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Icon, Loading } from '../../ui';
import { personaKey } from '../atlas/state';
import { metricInterval, metricValue } from '../map/words';
import { EvidenceList } from './Evidence';
import { Face, pictureOf } from './Face';
import { backedTraits, chapterNames, groupsOf, traitsIn, type PersonaTrait } from './group';

const route = getRouteApi('/personas/$map/$persona');
const PersonaEditor = lazy(() => import('./PersonaEditor').then((m) => ({ default: m.PersonaEditor })));

/** One persona: a sheet to read, to print, to fill in. */
export function PersonaPage() {
  const { map: mapId, persona: id } = route.useParams();
  const { edit } = route.useSearch();
  const mayNot = useMayNot('editor');
  const navigate = route.useNavigate();
  const { t, lang } = useText();
  const { data: doc, error, refetch } = useQuery(mapQuery(mapId));
  const persona = doc?.personas?.find((one) => one.id === id);
  const name = inLang(persona?.name, lang);
  useEffect(() => {
    document.title = `${name || t('personas.title')} · ${t('shell.name')}`;
  }, [name, t]);
  if ((error instanceof ApiError && error.status === 404) || (doc && !persona)) return <NotFoundPage />;
  return (
    <div className="persona-page">
      <div className="sheet-tools persona-tools">
        <Link to="/personas" className={buttonClass({ look: 'quiet' })}>
          <Icon name="back" size={17} />
          {t('personas.all')}
        </Link>
        {persona && !edit && (
          <>
            {(persona.buying_roles?.length ?? 0) > 0 && (
              <Link to="/buying/$map" params={{ map: mapId }} className={buttonClass({})}>
                <Icon name="users" size={17} />
                {t('buying.title')}
              </Link>
            )}
            <Button icon="text" label={t('personas.edit')} disabled={mayNot !== undefined} title={mayNot} onClick={() => void navigate({ search: { edit: 'yes' } })} />
            <Button look="primary" icon="document" label={t('new.print')} onClick={() => window.print()} />
          </>
        )}
      </div>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!doc && !error && <Loading label={t('common.loading')} rows={9} />}
      {doc && persona && (edit ? (
        <Suspense fallback={<Loading label={t('common.loading')} rows={9} />}>
          <PersonaEditor key={persona.id} doc={doc} persona={persona} onDone={() => void navigate({ search: {} })} />
        </Suspense>
      ) : (
        <Sheet doc={doc} persona={persona} />
      ))}
    </div>
  );
}

function Sheet({ doc, persona }: { doc: MapDocument; persona: Persona }) {
  const { t, lang } = useText();
  const { backed, total } = backedTraits(persona);
  const roles = persona.buying_roles ?? [];
  const story = inLang(persona.story, lang);
  return (
    <article className="panel persona-sheet">
      <header className="persona-sheet__head">
        <Face persona={persona} picture={pictureOf(persona, doc)} size={148} />
        <div className="persona-sheet__words">
          <h1>{inLang(persona.name, lang)}</h1>
          {inLang(persona.summary, lang) && <p className="persona-sheet__summary">{inLang(persona.summary, lang)}</p>}
          {roles.length > 0 && (
            <p className="person__roles">
              {roles.map((role) => (
                <span key={role} className="chip chip--brand">
                  {t(`buying.role_${role}`)}
                </span>
              ))}
            </p>
          )}
          <dl className="persona-sheet__facts">
            {persona.size && (
              <div>
                <dt>{t('personas.size')}</dt>
                <dd className="num">
                  <b>{metricValue(persona.size, lang)}</b> <span className="muted">{[metricInterval(persona.size, lang), `n = ${formatCount(persona.size.n, lang)}`].filter(Boolean).join(', ')}</span>
                </dd>
              </div>
            )}
            {persona.segment && (
              <div>
                <dt>{t('personas.segment')}</dt>
                <dd className="mono">{persona.segment}</dd>
              </div>
            )}
            {total > 0 && (
              <div>
                <dt>{t('personas.known')}</dt>
                <dd className="num">{t('personas.backed', { backed, total })}</dd>
              </div>
            )}
          </dl>
        </div>
        {persona.quote && (
          <blockquote className="persona-sheet__quote" lang={persona.quote.lang}>
            <p>{persona.quote.text}</p>
            {persona.quote.by && <footer>{persona.quote.by}</footer>}
          </blockquote>
        )}
      </header>
      <div className="persona-sheet__chapters">
        {chapterNames.map((chapter) => {
          const traits = traitsIn(persona, chapter);
          return (
            traits.length > 0 && (
              <section key={chapter} aria-labelledby={`chapter-${chapter}`}>
                <h2 id={`chapter-${chapter}`}>{t(`personas.chapter_${chapter}`)}</h2>
                <dl className="traits">
                  {traits.map((trait, i) => (
                    <TraitLine key={trait.id} trait={trait} again={traits[i - 1]?.kind === trait.kind} />
                  ))}
                </dl>
              </section>
            )
          );
        })}
      </div>
      {total === 0 && <p className="muted persona-sheet__none">{t('personas.noTraits')}</p>}
      {story && (
        <section aria-labelledby="story" className="persona-sheet__story">
          <h2 id="story">{t('personas.story')}</h2>
          {story.split(/\n+/).map((line, i) => (
            <p key={i}>{line}</p>
          ))}
        </section>
      )}
      <Legend />
      <Standings doc={doc} persona={persona} />
    </article>
  );
}

/** One thing known, and by what: a mark that differs in shape, a word for those who listen, the evidence on demand. */
function TraitLine({ trait, again }: { trait: PersonaTrait; again: boolean }) {
  const { t, lang } = useText();
  const evidence = trait.evidence ?? [];
  return (
    <div className="traits__line">
      <dt className={again ? 'hidden-text' : undefined}>{t(`trait.${trait.kind}`)}</dt>
      <dd>
        <span className="traits__text">
          <span className={`state__mark state__mark--${trait.state}`} title={t(`state.${trait.state}`)} />
          <span>
            {inLang(trait.text, lang)}
            {trait.metric && <b className="num"> {metricValue(trait.metric, lang)}</b>}
            <span className="hidden-text"> ({t(`state.${trait.state}`)})</span>
          </span>
        </span>
        {evidence.length > 0 && (
          <details className="traits__why">
            <summary>{t('personas.evidence', { count: evidence.length })}</summary>
            <EvidenceList evidence={evidence} />
          </details>
        )}
      </dd>
    </div>
  );
}

function Legend() {
  const { t } = useText();
  return (
    <p className="persona-sheet__legend">
      {(['measured', 'supported_by_text', 'single_voice', 'assumption'] as const).map((state) => (
        <span key={state} className="state" title={t(`state.${state}_text`)}>
          <span className={`state__mark state__mark--${state}`} />
          {t(`state.${state}`)}
        </span>
      ))}
    </p>
  );
}

/** The maps the persona stands on, this one first. */
function Standings({ doc, persona }: { doc: MapDocument; persona: Persona }) {
  const { t, lang } = useText();
  const { data: maps } = useQuery(mapsQuery);
  const group = groupsOf(maps ?? []).find((one) => one.key === personaKey(persona));
  const others = group?.standings.filter((standing) => standing.map.id !== doc.id) ?? [];
  return (
    <section className="persona-sheet__maps" aria-labelledby="standings">
      <h2 id="standings">{t('personas.onMaps')}</h2>
      <ul>
        <li>
          <Link to="/maps/$id" params={{ id: doc.id }}>
            {inLang(doc.title, lang)}
          </Link>
        </li>
        {others.map((standing) => (
          <li key={`${standing.map.id} ${standing.id}`}>
            <Link to="/maps/$id" params={{ id: standing.map.id }}>
              {inLang(standing.map.title, lang)}
            </Link>{' '}
            <Link to="/personas/$map/$persona" params={{ map: standing.map.id, persona: standing.id }} className="muted">
              {t('personas.sheetThere')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
