import { useText } from '../../../app/i18n';
import { inLang } from '../../../lib/localtext';
import { useMap } from '../../../live';
import type { OpenRecord } from './record';

/** What the drawer of a record is called. */
export function useRecordTitle(of: OpenRecord | undefined): string {
  const { t, lang } = useText();
  const map = useMap();
  if (!of) return '';
  const places = map.stages.flatMap((stage) => [stage, ...stage.steps]);
  const lane = map.lanes.find((one) => one.id === of.id);
  const name = of.kind === 'lane' ? (lane ? inLang(lane.name, lang) || t(`lane.${lane.role}`) : '') : inLang((of.kind === 'persona' ? map.personas : places)?.find((one) => one.id === of.id)?.name, lang);
  return `${t(`edit.kind_${of.kind}`)}: ${name || t('edit.unnamed')}`;
}
