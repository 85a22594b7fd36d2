import './door.css';
import { useEffect, type ReactNode } from 'react';
import { switchLang, useText } from '../../app/i18n';
import { Logo } from '../../app/Logo';
import { ThemeButton } from '../../app/ThemeButton';
import { Segmented } from '../../ui';
import { Scenery } from './Scenery';

/** A page before the app: on one side the landscape, on the other a form. */
export function Door({ title, text, children, foot }: { title: string; text?: ReactNode; children: ReactNode; foot?: ReactNode }) {
  const { t, lang } = useText();
  useEffect(() => {
    document.title = `${title} · ${t('shell.name')}`;
  }, [title, t]);
  return (
    <div className="door">
      <aside className="door__view">
        <Scenery />
        <p className="door__name">
          <Logo size={34} />
          {t('shell.name')}
        </p>
        <div className="door__motto">
          <p className="door__motto-line">{t('door.motto')}</p>
          <p>{t('door.mottoText')}</p>
        </div>
      </aside>
      <main className="door__main" id="main">
        <div className="door__tools">
          <Segmented
            label={t('shell.language')}
            value={lang}
            choices={[
              { value: 'ru', label: 'Русский' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(code) => void switchLang(code)}
          />
          <ThemeButton />
        </div>
        <div className="door__sheet">
          <header className="door__head">
            <h1>{title}</h1>
            {text && <p className="door__text">{text}</p>}
          </header>
          {children}
          {foot && <footer className="door__foot">{foot}</footer>}
        </div>
      </main>
    </div>
  );
}
