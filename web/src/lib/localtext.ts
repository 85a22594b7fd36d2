import type { LocalText } from '../api/types';
import type { Lang } from './format';

/** The text in the language, else language-neutral, else English, else whatever there is: as `LocalText::get`. */
export function inLang(text: LocalText | undefined, lang: Lang): string {
  if (!text) return '';
  return text[lang] ?? text.und ?? text.en ?? Object.values(text)[0] ?? '';
}
