import './shell.css';
import { useQueryClient, type Query } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Bell } from '../features/comments/Bell';
import { Icon, Note } from '../ui';
import { switchLang, useText } from './i18n';
import { Logo } from './Logo';
import { NarrowNav } from './NarrowNav';
import { PersonMenu } from './PersonMenu';
import { RunningJobs } from './RunningJobs';
import { ThemeButton } from './ThemeButton';
import { useMayNot } from './useMay';

/** Answers with the server's own words in them: errors, and jobs, which may hold one. */
const saidByServer = (query: Query) => query.state.error !== null || query.queryKey[0] === 'job';

/** Maps and Explore fill the window, pictures side by side want its width, the rest is a page to read. */
const roomOf = (path: string) => (/^\/(maps\/|explore|discover)/.test(path) ? 'main--wide' : /^\/(compare|start|voice|findings)/.test(path) ? 'main--broad' : '');

export function Shell() {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const making = useRouterState({ select: (s) => /^\/(new|open|import)\b/.test(s.location.pathname) });
  const mayNot = useMayNot('editor');
  const room = useRouterState({ select: (s) => roomOf(s.location.pathname) });
  const links = [
    { to: '/', icon: 'map', text: t('shell.atlas') },
    { to: '/personas', icon: 'users', text: t('shell.personas') },
    { to: '/library', icon: 'layers', text: t('shell.library') },
    { to: '/explore', icon: 'compass', text: t('shell.explore') },
    { to: '/findings', icon: 'ideas', text: t('findings.title') },
    { to: '/voice', icon: 'quotes', text: t('voice.title') },
    { to: '/import', icon: 'upload', text: t('shell.import') },
  ] as const;
  return (
    <>
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <header className="topbar">
        <Link to="/" className="topbar__logo" aria-label={t('shell.home')}>
          <Logo />
          <span aria-hidden="true">{t('shell.name')}</span>
        </Link>
        <NarrowNav links={[...links, { to: '/start', icon: 'flag', text: t('start.title') } as const]} />
        <nav className="topbar__nav" aria-label={t('shell.nav')}>
          {links.map(({ to, text }) => (
            <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className="topbar__link">
              {text}
            </Link>
          ))}
        </nav>
        <div className="topbar__tools">
          <RunningJobs />
          <Link to="/start" className="button button--quiet button--icon topbar__start" aria-label={t('start.title')} title={t('start.title')}>
            <Icon name="flag" size={18} />
          </Link>
          <Link to="/search" className="button button--quiet button--icon" aria-label={t('search.title')} title={t('search.title')}>
            <Icon name="search" size={18} />
          </Link>
          <div className="segmented" role="group" aria-label={t('shell.language')}>
            {(['ru', 'en'] as const).map((code) => (
              <button key={code} type="button" aria-pressed={lang === code} lang={code} onClick={() => void switchLang(code).then(() => queries.invalidateQueries({ predicate: saidByServer }))}>
                <span aria-hidden="true">{code.toUpperCase()}</span>
                <span className="hidden-text">{code === 'ru' ? 'Русский' : 'English'}</span>
              </button>
            ))}
          </div>
          <Bell />
          <ThemeButton />
          <PersonMenu />
        </div>
      </header>
      <main id="main" tabIndex={-1} className={`main ${room}`}>
        {making && mayNot && (
          <div className="may-not">
            <Note title={mayNot} />
          </div>
        )}
        <Outlet />
      </main>
    </>
  );
}
