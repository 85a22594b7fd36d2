import type { ReactNode } from 'react';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatCount, formatDay } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon } from '../../ui';
import { StateMark } from './CardFace';
import { coverageOf, isSketch } from './model';

/** What map this is, who answers for it, and how well it is backed. */
export function MapHead({ doc, title, onPersona, children }: { doc: MapDocument; /** Left out where it stands elsewhere. */ title?: string; onPersona: (id: string) => void; children?: ReactNode }) {
  const { t, lang } = useText();
  const coverage = coverageOf(doc);
  const scenario = inLang(doc.scenario, lang);
  const notes = doc.origin?.notes ?? [];
  return (
    <header className="map-head">
      {(title !== undefined || scenario) && (
        <div className="map-head__words">
          {title !== undefined && <h1>{title}</h1>}
          {scenario && <p className="muted">{scenario}</p>}
        </div>
      )}
      {children}
      <ul className="map-head__facts">
        <li className="chip chip--brand">{t(`kind.${doc.kind}`)}</li>
        <li className="chip">{t(`mapState.${doc.state}`)}</li>
        {doc.origin && (
          <>
            <li className="chip mono">{doc.origin.snapshot}</li>
            <li className="chip num">{t('common.journeys', { count: doc.origin.n, shown: formatCount(doc.origin.n, lang) })}</li>
            <li className="chip">
              {formatDay(doc.origin.from, lang)} – {formatDay(doc.origin.to, lang)}
            </li>
          </>
        )}
        {doc.personas?.map((persona) => (
          <li key={persona.id}>
            <button type="button" className="chip chip--button" onClick={() => onPersona(persona.id)}>
              <Icon name="users" size={13} />
              {inLang(persona.name, lang)}
            </button>
          </li>
        ))}
        {doc.owner && <li className="chip">{t('map.owner', { name: doc.owner })}</li>}
        {doc.review_date && <li className="chip">{t('map.review', { day: formatDay(doc.review_date, lang) })}</li>}
        {isSketch(doc) && (
          <li className="chip chip--amber">
            <StateMark state="assumption" />
            {t('map.sketch')}
          </li>
        )}
        <li className="chip chip--brand num" title={t('map.coverageText')}>
          <StateMark state="measured" />
          {t('map.coverage', { backed: formatCount(coverage.backed, lang), total: formatCount(coverage.total, lang) })}
        </li>
      </ul>
      {notes.length > 0 && (
        <details className="map-head__notes">
          <summary>{t('map.notes', { count: notes.length })}</summary>
          <ul>
            {notes.map((note, i) => (
              <li key={i}>{inLang(note, lang)}</li>
            ))}
          </ul>
        </details>
      )}
    </header>
  );
}
