import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatDay, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon, Meter } from '../../ui';
import { Face, pictureOf } from '../personas/Face';
import { MapPicture } from '../templates/MapPicture';
import { backed } from './adopt';
import { stepsOf } from './change';

/** The map as it has grown so far. */
export function Preview({ doc, mapId }: { doc: MapDocument; mapId?: string }) {
  const { t, lang } = useText();
  const title = inLang(doc.title, lang);
  const purpose = inLang(doc.purpose, lang);
  const department = inLang(doc.department, lang);
  const parties = (doc.items ?? []).filter((item) => item.kind === 'department');
  const found = backed(doc);
  const share = found.total ? found.backed / found.total : 0;
  const actions = doc.cards.filter((card) => card.action).length;
  const opportunities = doc.cards.filter((card) => card.opportunity).length;
  return (
    <aside className="start-preview panel" aria-label={t('start.preview')}>
      <div className="start-preview__head">
        <p className="start-preview__chips">
          <span className="chip chip--brand">{t(`kind.${doc.kind}`)}</span>
          <span className="chip">{t(`mapState.${doc.state}`)}</span>
          {department && <span className="chip">{department}</span>}
        </p>
        <h2 data-empty={!title || undefined}>{title || t('start.untitled')}</h2>
        {purpose && <p className="start-preview__purpose">{purpose}</p>}
      </div>
      <div className="start-preview__picture">
        {doc.stages.length > 0 ? (
          <>
            <MapPicture doc={doc} />
            <ol className="start-preview__stages">
              {doc.stages.map((stage, i) => (
                <li key={stage.id} style={{ flexGrow: stage.steps.length, borderTopColor: `var(--hue-${(i % 8) + 1})` }} title={inLang(stage.name, lang)}>
                  {inLang(stage.name, lang)}
                </li>
              ))}
            </ol>
          </>
        ) : (
          <Blank />
        )}
      </div>
      {(doc.personas?.length ?? 0) > 0 && (
        <ul className="start-preview__people">
          {doc.personas?.map((persona) => (
            <li key={persona.id}>
              <Face persona={persona} picture={pictureOf(persona, doc)} size={40} />
              <span>
                <b>{inLang(persona.name, lang)}</b>
                <br />
                <span className="muted">{inLang(persona.summary, lang)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {parties.length > 0 && (
        <p className="start-preview__parties">
          {parties.map((item) => (
            <span key={item.id} className="chip">
              <Icon name="users" size={13} />
              {inLang(item.name, lang)}
            </span>
          ))}
        </p>
      )}
      {doc.stages.length > 0 && (
        <div className="start-preview__foot">
          <p className="muted num">
            {t('atlas.stages', { count: doc.stages.length })} · {t('atlas.steps', { count: stepsOf(doc).length })} · {t('new.cards', { count: doc.cards.length })}
          </p>
          <div className="tile__coverage">
            <span>{t('atlas.coverage')}</span>
            <Meter value={share} />
            <b className="num">{formatShare(share, lang, 0)}</b>
          </div>
          {(opportunities > 0 || actions > 0) && (
            <p className="muted num">
              {t('start.opportunitiesCount', { count: opportunities })} · {t('start.actionsCount', { count: actions })}
            </p>
          )}
          {(doc.owner || doc.review_date) && (
            <p className="muted">
              {doc.owner && t('map.owner', { name: doc.owner })}
              {doc.owner && doc.review_date && ' · '}
              {doc.review_date && t('map.review', { day: formatDay(doc.review_date, lang) })}
            </p>
          )}
        </div>
      )}
      {mapId === undefined && <p className="start-preview__note muted">{t('start.previewNote')}</p>}
    </aside>
  );
}

/** Before there are stages: where the way will be. */
function Blank() {
  return (
    <svg className="map-picture start-blank" viewBox="0 0 320 180" aria-hidden="true">
      {[0, 1, 2, 3, 4].map((i) => (
        <rect key={i} x={4 + i * 63} y="6" width="58" height="14" rx="5" />
      ))}
      {[0, 1, 2].map((i) => (
        <rect key={i} x="4" y={36 + i * 26} width="312" height="18" rx="5" opacity="0.5" />
      ))}
      <path d="M10 158C60 140 80 118 120 138S200 172 240 140 290 116 310 122" />
    </svg>
  );
}
