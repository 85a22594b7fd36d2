import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Lang } from '../lib/format';

const key = 'tropa.lang';

const load: Record<Lang, () => Promise<{ default: object }>> = {
  en: () => import('./text/en'),
  ru: () => import('./text/ru'),
};

/** What the reader chose last, else the browser's wish, else English. */
export function preferredLang(): Lang {
  const kept = localStorage.getItem(key);
  if (kept === 'ru' || kept === 'en') return kept;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('ru')) ? 'ru' : 'en';
}

async function bring(lang: Lang) {
  if (i18next.hasResourceBundle(lang, 'translation')) return;
  i18next.addResourceBundle(lang, 'translation', (await load[lang]()).default);
}

/** Starts with one language; the other is fetched when asked for. */
export async function startI18n(lang: Lang = preferredLang()) {
  await i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await bring(lang);
  await i18next.changeLanguage(lang);
  document.documentElement.lang = lang;
}

export async function switchLang(lang: Lang) {
  await bring(lang);
  localStorage.setItem(key, lang);
  document.documentElement.lang = lang;
  await i18next.changeLanguage(lang);
}

/** Texts and the language they are in. */
export function useText() {
  const { t, i18n } = useTranslation();
  return { t, lang: (i18n.language === 'ru' ? 'ru' : 'en') as Lang };
}
