import type { TFunction } from 'i18next';
import { both, templates, type DiscoverSearch } from './recipe';

/** The recipe in one line. */
export function recipeWords(search: DiscoverSearch, t: TFunction): string {
  const stages = search.stages === undefined ? t('again.auto') : templates.some((one) => one === search.stages) ? t(`again.template_${search.stages}`) : t('again.stagesN', { count: Number(search.stages) });
  return [search.source, search.stages === undefined || templates.some((one) => one === search.stages) ? `${t('again.stages')}: ${stages}` : stages, both(search.where, search.segment) ?? t('filter.none')].filter(Boolean).join(' · ');
}
