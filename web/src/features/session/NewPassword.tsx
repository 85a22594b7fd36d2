import { ApiError } from '../../api/client';
import { useText } from '../../app/i18n';
import { TextField } from '../../ui/TextField';

/** Fewest characters of a password; the server refuses shorter ones and those everybody uses. */
export const passwordMin = 10;

/** A password to be. */
export function NewPassword({ label, value, onChange, error }: { label?: string; value: string; onChange: (value: string) => void; error?: Error | null }) {
  const { t } = useText();
  const bad = error instanceof ApiError && error.code === 'bad_password' ? error.message : undefined;
  const missing = passwordMin - [...value].length;
  return (
    <TextField
      label={label ?? t('door.newPassword')}
      type="password"
      name="new-password"
      autoComplete="new-password"
      required
      minLength={passwordMin}
      value={value}
      onChange={onChange}
      show={{ show: t('door.showPassword'), hide: t('door.hidePassword') }}
      hint={missing > 0 ? t('door.passwordMin', { count: passwordMin }) : t('door.passwordLong')}
      error={bad}
    />
  );
}

/** What was refused for another reason than the password itself. */
export const otherTrouble = (error: Error | null) => (error instanceof ApiError && error.code === 'bad_password' ? null : error);
