import '../map/map.css';
import '../map/grid.css';
import '../map/curve.css';
import '../map/cards.css';
import '../map/drawer.css';
import './guest.css';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import type { SharedGate } from '../../api/accounts';
import type { MapDocument } from '../../api/types';
import { switchLang, useText } from '../../app/i18n';
import { Logo } from '../../app/Logo';
import { ThemeButton } from '../../app/ThemeButton';
import { inLang } from '../../lib/localtext';
import { Segmented } from '../../ui';
import { Drawer } from '../../ui/Drawer';
import { useZoom } from '../../ui/useZoom';
import { ZoomTools } from '../../ui/ZoomTools';
import { MapGrid } from '../map/MapGrid';
import { Outline } from '../map/Outline';
import { cardTitle } from '../map/words';
import { DownloadMenu } from './DownloadMenu';
import { GuestCard } from './GuestCard';
import { GuestComments, useGuestComments } from './GuestComments';

const route = getRouteApi('/shared/$token');
const keepAll = () => true;

/** The map as it was narrowed for guests, to look at; what may be said, at the cards. */
export function GuestMap({ token, gate, doc }: { token: string; gate: SharedGate; doc: MapDocument }) {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const zoom = useZoom(scroller);
  const talk = gate.can_comment === true;
  const { data: comments = [] } = useGuestComments(token, talk);
  const title = inLang(doc.title, lang);
  const scenario = inLang(doc.scenario, lang);
  useEffect(() => {
    document.title = `${title} · ${t('shell.name')}`;
  }, [title, t]);
  const open = useCallback((card: string) => void navigate({ search: (s) => ({ ...s, card, panel: undefined }), replace: true }), [navigate]);
  const close = () => void navigate({ search: (s) => ({ ...s, card: undefined, panel: undefined }), replace: true });
  const card = doc.cards.find((one) => one.id === search.card);
  const last = useRef('');
  useEffect(() => {
    if (card) last.current = card.id;
  }, [card]);
  return (
    <div className="guest">
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <header className="guest__head">
        <span className="guest__logo" title={t('guest.foot')}>
          <Logo size={32} />
        </span>
        <div className="guest__words">
          <h1>{title}</h1>
          <p className="muted">
            {[scenario, gate.workspace && t('guest.from', { workspace: gate.workspace })].filter(Boolean).join(' · ')}
          </p>
        </div>
        <div className="guest__tools">
          <Segmented
            label={t('guest.view')}
            value={search.view ?? 'map'}
            choices={[
              { value: 'map', label: t('guest.map'), icon: 'grid' },
              { value: 'outline', label: t('guest.outline'), icon: 'outline' },
            ]}
            onChange={(view) => void navigate({ search: (s) => ({ ...s, view: view === 'outline' ? view : undefined }) })}
          />
          {!search.view && <ZoomTools zoom={zoom} />}
          {talk && (
            <button
              type="button"
              className="button"
              data-opens="comments"
              aria-pressed={search.panel === 'comments' && !card}
              onClick={() => void navigate({ search: (s) => ({ ...s, card: undefined, panel: s.panel && !card ? undefined : 'comments' }), replace: true })}
            >
              {t('guest.commentsN', { count: comments.length })}
            </button>
          )}
          <DownloadMenu token={token} />
          <Segmented
            label={t('shell.language')}
            value={lang}
            choices={[
              { value: 'ru', label: 'RU' },
              { value: 'en', label: 'EN' },
            ]}
            onChange={(code) => void switchLang(code)}
          />
          <ThemeButton />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="guest__main">
        <div ref={scroller} className={search.view ? `map-scroll map-scroll--${search.view}` : 'map-scroll'} id="map-scroll">
          {search.view === 'outline' ? (
            <Outline doc={doc} lanes={doc.lanes} keepStep={keepAll} onOpen={open} />
          ) : (
            <MapGrid doc={doc} lanes={doc.lanes} keepStep={keepAll} path={null} zoom={zoom.zoom} openCard={card?.id} onOpen={open} scroller={scroller} />
          )}
        </div>
      </main>
      <Drawer
        open={card !== undefined || (talk && search.panel === 'comments')}
        onClose={close}
        onReturnFocus={() => {
          const cards = [...document.querySelectorAll<HTMLElement>('[data-card]')];
          (card ? cards.find((one) => one.dataset.card === last.current) : document.querySelector<HTMLElement>('[data-opens="comments"]'))?.focus();
        }}
        closeLabel={t('common.close')}
        title={card ? cardTitle(card, doc, t, lang) : t('guest.comments')}
      >
        {card && <GuestCard key={card.id} card={card} doc={doc} />}
        {talk && <GuestComments key={`${card?.id} talk`} token={token} gate={gate} doc={doc} at={card?.id} onPick={open} />}
      </Drawer>
    </div>
  );
}
