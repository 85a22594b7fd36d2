import type { Role } from '../api/session';
import { useText } from './i18n';
import { mayAs, useHere } from './session';

/** Why the person may not do what needs at least this role; nothing where they may. For `title` and `disabled`. */
export function useMayNot(least: Role): string | undefined {
  const { t } = useText();
  const { role } = useHere();
  return mayAs(role, least) ? undefined : t('shell.needsRole', { role: t(`role.${least}`) });
}
