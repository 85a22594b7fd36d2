import './shell.css';
import { useQueryClient, type Query } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Bell } from '../features/comments/Bell';
import { Icon, type IconName } from '../ui';
import { switchLang, useText } from './i18n';
import { Logo } from './Logo';
import { PersonMenu } from './PersonMenu';
import { RunningJobs } from './RunningJobs';
import { ThemeButton } from './ThemeButton';

/** On a telephone there is room for the icon only; the word stays for those who listen. */
function NavWords({ icon, text }: { icon: IconName; text: string }) {
  return (
    <>
      <Icon name={icon} size={19} />
      <span>{text}</span>
    </>
  );
}

/** Answers with the server's own words in them: errors, and jobs, which may hold one. */
const saidByServer = (query: Query) => query.state.error !== null || query.queryKey[0] === 'job';

/** Maps and Explore fill the window, pictures side by side want its width, the rest is a page to read. */
const roomOf = (path: string) => (/^\/(maps\/|explore)/.test(path) ? 'main--wide' : /^\/(compare|start)/.test(path) ? 'main--broad' : '');

export function Shell() {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const room = useRouterState({ select: (s) => roomOf(s.location.pathname) });
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
        <nav className="topbar__nav" aria-label={t('shell.nav')}>
          <Link to="/" activeOptions={{ exact: true, includeSearch: false }} className="topbar__link">
            <NavWords icon="map" text={t('shell.atlas')} />
          </Link>
          <Link to="/personas" activeOptions={{ includeSearch: false }} className="topbar__link">
            <NavWords icon="users" text={t('shell.personas')} />
          </Link>
          <Link to="/library" activeOptions={{ includeSearch: false }} className="topbar__link">
            <NavWords icon="layers" text={t('shell.library')} />
          </Link>
          <Link to="/explore" activeOptions={{ includeSearch: false }} className="topbar__link">
            <NavWords icon="compass" text={t('shell.explore')} />
          </Link>
          <Link to="/import" className="topbar__link">
            <NavWords icon="upload" text={t('shell.import')} />
          </Link>
        </nav>
        <div className="topbar__tools">
          <RunningJobs />
          <Link to="/start" className="button button--quiet button--icon" aria-label={t('start.title')} title={t('start.title')}>
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
        <Outlet />
      </main>
    </>
  );
}
