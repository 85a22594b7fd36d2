import './check.css';
import type { MapDocument, MapRemark, Severity } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Icon, type IconName } from '../../ui';
import { placeOf } from './place';

export const severities: readonly Severity[] = ['error', 'warning', 'note'];
export const severityIcon: Record<Severity, IconName> = { error: 'alert', warning: 'warning', note: 'info' };

/** One thing to know about a map: how bad, what, where. */
export function Remark({ remark, doc }: { remark: MapRemark; doc?: MapDocument }) {
  const { t, lang } = useText();
  const place = doc && placeOf(doc, remark.ids, lang, t);
  return (
    <span className={`remark remark--${remark.severity}`}>
      <Icon name={severityIcon[remark.severity]} size={16} />
      <span className="remark__words">
        <span className="hidden-text">{t(`check.severity_${remark.severity}`)}: </span>
        <span>{inLang(remark.text, lang)}</span>
        {place ? <span className="remark__place">{place}</span> : remark.place && !doc && <span className="remark__place mono">{remark.place}</span>}
      </span>
    </span>
  );
}
