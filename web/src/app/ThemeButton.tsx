import { Icon } from '../ui';
import { useText } from './i18n';
import { setTheme, useTheme, type Theme } from './theme';

const next: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const themeIcon = { auto: 'auto', light: 'sun', dark: 'moon' } as const;

export function ThemeButton() {
  const { t } = useText();
  const theme = useTheme();
  const label = t('shell.theme', { theme: t(`shell.theme_${theme}`) });
  return (
    <button type="button" className="button button--quiet button--icon" aria-label={label} title={label} onClick={() => setTheme(next[theme])}>
      <Icon name={themeIcon[theme]} size={18} />
    </button>
  );
}
