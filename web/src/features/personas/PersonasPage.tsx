import './personas.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { mapQuery, mapsQuery } from '../../api/queries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { buttonClass, Empty, Icon, Loading, Meter } from '../../ui';
import { useSeen } from '../../ui/useSeen';
import { isArchived } from '../atlas/state';
import { Face, pictureOf } from './Face';
import { backedTraits, groupsOf, type PersonaGroup } from './group';

const route = getRouteApi('/personas');

/** Everybody whose journey is on a map, each once. */
export function PersonasPage() {
  const { t, lang } = useText();
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(mapsQuery);
  useEffect(() => {
    document.title = `${t('personas.title')} · ${t('shell.name')}`;
  }, [t]);
  const maps = data?.filter((map) => !isArchived(map)) ?? [];
  const groups = groupsOf(maps);
  const wanted = q.trim().toLocaleLowerCase(lang);
  const shown = groups.filter((group) => !wanted || [...Object.values(group.name), ...group.standings.flatMap((s) => Object.values(s.map.title))].some((word) => word.toLocaleLowerCase(lang).includes(wanted)));
  return (
    <>
      <header className="page-head">
        <div className="page-head__words">
          <h1>{t('personas.title')}</h1>
          <p className="muted">{t('personas.text')}</p>
        </div>
        <Link to="/new" search={{ shelf: 'persona' }} className={buttonClass({})}>
          <Icon name="document" size={17} />
          {t('personas.sheets')}
        </Link>
      </header>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label={t('common.loading')} rows={5} height={72} />}
      {data && groups.length === 0 && (
        <section className="panel">
          <Empty
            icon="users"
            title={t('personas.empty')}
            text={t('personas.emptyText')}
            actions={
              <Link to="/start" search={{ step: 'persona' }} className={buttonClass({ look: 'primary' })}>
                {t('start.title')}
              </Link>
            }
          />
        </section>
      )}
      {groups.length > 5 && (
        <div className="page-tools" role="search">
          <input className="input" type="search" placeholder={t('personas.find')} aria-label={t('personas.find')} value={q} onChange={(e) => void navigate({ search: { q: e.target.value || undefined }, replace: true })} />
        </div>
      )}
      {groups.length > 0 && shown.length === 0 && <Empty icon="search" title={t('library.none')} text={t('library.noneText')} />}
      <ul className="people">
        {shown.map((group) => (
          <li key={group.key}>
            <PersonaTile group={group} />
          </li>
        ))}
      </ul>
    </>
  );
}

function PersonaTile({ group }: { group: PersonaGroup }) {
  const { t, lang } = useText();
  const [ref, seen] = useSeen<HTMLElement>();
  const [first] = group.standings;
  const { data: doc } = useQuery({ ...mapQuery(first?.map.id ?? ''), enabled: seen && first !== undefined });
  const persona = doc?.personas?.find((p) => p.id === first?.id);
  const name = inLang(group.name, lang);
  const { backed, total } = persona ? backedTraits(persona) : { backed: 0, total: 0 };
  if (!first) return null;
  return (
    <article ref={ref} className="panel person">
      <Face persona={group} picture={persona && pictureOf(persona, doc)} size={76} />
      <div className="person__words">
        <h2 className="person__name">
          <Link to="/personas/$map/$persona" params={{ map: first.map.id, persona: first.id }}>
            {name}
          </Link>
        </h2>
        <p className="person__summary">{inLang(persona?.summary, lang) || t('personas.noSummary')}</p>
        {(persona?.buying_roles?.length ?? 0) > 0 && (
          <p className="person__roles">
            {persona?.buying_roles?.map((role) => (
              <span key={role} className="chip chip--brand">
                {t(`buying.role_${role}`)}
              </span>
            ))}
          </p>
        )}
        {total > 0 && (
          <p className="person__backed muted num" title={t('personas.backedText')}>
            <Meter value={backed / total} />
            {t('personas.backed', { backed, total })}
          </p>
        )}
        <p className="muted person__maps">{group.standings.map((standing) => inLang(standing.map.title, lang)).join(' · ')}</p>
      </div>
    </article>
  );
}
