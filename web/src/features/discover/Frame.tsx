import './discover.css';
import type { ReactNode } from 'react';
import { useText } from '../../app/i18n';
import { Icon } from '../../ui';

/** The three parts of the page: what is asked, what is found, what to do with it. */
export function Frame({ head, recipe, recipeWords, picture, side, stale }: { head: ReactNode; recipe: ReactNode; recipeWords: string; picture: ReactNode; side: ReactNode; stale: boolean }) {
  const { t } = useText();
  return (
    <div className="again">
      <header className="again__head">{head}</header>
      <div className="again__body">
        <details className="again__recipe" open={typeof window.matchMedia !== 'function' || window.matchMedia('(min-width: 1101px)').matches}>
          <summary>
            <Icon name="settings" size={16} />
            <span>
              <b>{t('again.recipe')}</b> <span className="muted">{recipeWords}</span>
            </span>
          </summary>
          {recipe}
        </details>
        <section className="again__picture" aria-label={t('again.picture')} aria-busy={stale}>
          {stale && (
            <div className="again__wait">
              <span className="again__bar" aria-hidden="true" />
              <span className="hidden-text" role="status">
                {t('again.finding')}
              </span>
            </div>
          )}
          <div className={stale ? 'again__stale' : 'again__fresh'}>{picture}</div>
        </section>
        <section className="again__side" aria-label={t('again.parts')}>
          {side}
        </section>
      </div>
    </div>
  );
}
