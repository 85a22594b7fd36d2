import { getRouteApi, Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import type { MapDocument } from '../../api/types';
import type { MapSearch } from '../../app/router';
import { useText } from '../../app/i18n';
import { formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Icon } from '../../ui';
import type { Zoom } from '../../ui/useZoom';
import { ZoomTools } from '../../ui/ZoomTools';
import { keyWords } from '../palette/words';
import { ShareButton } from '../share/ShareButton';
import { ReviewTools } from '../views/ReviewTools';
import { ViewTools } from '../views/ViewTools';
import { UndoTools } from './live/LiveTools';
import { comparison } from './model';

const route = getRouteApi('/maps/$id');

/** Everything that is done with the map as a whole. */
export function MapTools({ doc, search, zoom, path, onPath, checkButton, onPalette, undo = true }: {
  doc: MapDocument;
  search: MapSearch;
  zoom: Zoom;
  /** The path that is followed; empty for all. */
  path: string;
  onPath: (id: string) => void;
  checkButton: RefObject<HTMLButtonElement | null>;
  onPalette: () => void;
  /** Undo and redo stand here, not elsewhere. */
  undo?: boolean;
}) {
  const { t, lang } = useText();
  const navigate = route.useNavigate();
  const checking = search.panel === 'check';
  return (
    <div className="map-tools" role="toolbar" aria-label={t('map.tools')}>
      <ViewTools doc={doc} search={search} onChange={(change) => void navigate({ search: (s) => ({ ...s, ...change }), replace: true })} />
      {(doc.paths?.length ?? 0) > 0 && !search.view && (
        <select className="select map-tools__path" aria-label={t('map.path')} value={path} onChange={(e) => onPath(e.target.value)}>
          <option value="">{t('map.allPaths')}</option>
          {doc.paths?.map((p) => (
            <option key={p.id} value={p.id}>
              {inLang(p.name, lang)} · {formatShare(p.share, lang)}
            </option>
          ))}
        </select>
      )}
      {!search.view && <ZoomTools zoom={zoom} />}
      <ReviewTools
        doc={doc}
        panel={search.panel}
        onPanel={(panel) => void navigate({ search: (s) => ({ ...s, card: undefined, panel, level: undefined, thread: undefined }), replace: true })}
      />
      {undo && <UndoTools />}
      <ShareButton doc={doc} />
      <button
        ref={checkButton}
        type="button"
        title={t('map.check')}
        className="button map-tools__check map-tools__brief"
        aria-pressed={checking}
        onClick={() => void navigate({ search: (s) => (checking ? { ...s, card: undefined, panel: undefined, level: undefined } : { ...s, card: undefined, panel: 'check' }), replace: true })}
      >
        <Icon name="shield" size={17} />
        <span>{t('map.check')}</span>
      </button>
      {doc.origin && (
        <Link to="/maps/$id/discover" params={{ id: doc.id }} className={`${buttonClass({})} map-tools__brief`} title={t('again.open')}>
          <Icon name="route" size={17} />
          <span>{t('again.title')}</span>
        </Link>
      )}
      <Link to="/compare" search={comparison(doc)} className={`${buttonClass({})} map-tools__brief`} title={t('map.compare')}>
        <Icon name="layers" size={17} />
        <span>{t('map.compare')}</span>
      </Link>
      <button type="button" className="button map-tools__brief" title={t('map.export')} aria-haspopup="dialog" onClick={() => void navigate({ search: (now) => ({ ...now, export: 'pdf' }) })}>
        <Icon name="download" size={17} />
        <span>{t('map.export')}</span>
      </button>
      <Button icon="settings" iconOnly label={t('mapSettings.title')} aria-haspopup="dialog" onClick={() => void navigate({ search: (s) => ({ ...s, dialog: 'settings' }), replace: true })} />
      <Button icon="search" iconOnly label={`${t('palette.open')} (${keyWords('mod+K')})`} aria-haspopup="dialog" onClick={onPalette} />
    </div>
  );
}
