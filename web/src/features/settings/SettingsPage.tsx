import '../../ui/rows.css';
import './settings.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useText } from '../../app/i18n';
import { mayAs, useHere } from '../../app/session';
import { Empty, Icon, Loading, Note, type IconName } from '../../ui';
import { sections, type Section } from './state';

const route = getRouteApi('/settings/$section');
const People = lazy(() => import('../people/PeopleSection').then((m) => ({ default: m.PeopleSection })));
const Teams = lazy(() => import('../people/TeamsSection').then((m) => ({ default: m.TeamsSection })));
const Workspaces = lazy(() => import('./WorkspacesSection').then((m) => ({ default: m.WorkspacesSection })));
const Installation = lazy(() => import('./InstallationSection').then((m) => ({ default: m.InstallationSection })));
const Audit = lazy(() => import('./AuditSection').then((m) => ({ default: m.AuditSection })));

const icons: Record<Section, IconName> = { people: 'users', teams: 'layers', workspaces: 'grid', signing_in: 'key', audit: 'history' };
const pages = { people: People, teams: Teams, workspaces: Workspaces, signing_in: Installation, audit: Audit };

/** A workspace's people and rules. What a role may not change is shown, with the reason. */
export function SettingsPage() {
  const { t } = useText();
  const { section } = route.useParams();
  const here = useHere();
  useEffect(() => {
    document.title = `${t(`settings.section_${section}`)} · ${t('account.settings')} · ${t('shell.name')}`;
  }, [t, section]);
  if (here.open) return <Empty icon="settings" title={t('account.open')} text={t('account.openText')} />;
  const Page = pages[section];
  const mayChange = mayAs(here.role, 'administrator');
  return (
    <div className="settings">
      <nav className="settings__nav" aria-label={t('account.settings')}>
        <p className="settings__of">{here.workspace?.name}</p>
        <ul>
          {sections.map((one) => (
            <li key={one}>
              <Link to="/settings/$section" params={{ section: one }} className="settings__link">
                <Icon name={icons[one]} size={18} />
                {t(`settings.section_${one}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="settings__sheet">
        <header className="page-head">
          <div className="page-head__words">
            <h1>{t(`settings.section_${section}`)}</h1>
            <p className="muted">{t(`settings.section_${section}_text`)}</p>
          </div>
        </header>
        {!mayChange && section !== 'workspaces' && <Note title={t('settings.mayNot', { role: t(`role.${here.role}`) })} />}
        <Suspense fallback={<Loading label={t('common.loading')} rows={5} height={44} />}>
          <Page />
        </Suspense>
      </div>
    </div>
  );
}
