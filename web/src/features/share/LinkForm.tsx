import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changeShare, makeShare, type Share } from '../../api/accounts';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatDay } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Field, Note } from '../../ui';
import { Check } from '../../ui/Check';
import { CopyLine } from '../../ui/CopyLine';
import { TextField } from '../../ui/TextField';
import { NewPassword, otherTrouble } from '../session/NewPassword';
import { afterDays, lifetimes } from '../settings/lifetimes';

/** Ends as it did before. */
const asBefore = 'as_before';

/** A link for guests, new or changed: what they may do, what they do not get, and until when. The address of a link never changes. */
export function LinkForm({ doc, link: old, onWritten, onBack }: { doc: MapDocument; link?: Share; onWritten: () => Promise<unknown>; onBack: () => void }) {
  const { t, lang } = useText();
  const [name, setName] = useState(old?.name ?? '');
  const [comment, setComment] = useState(old?.can_comment ?? false);
  const [locked, setLocked] = useState(old?.has_password ?? false);
  /** The password stays what it is until somebody says otherwise. */
  const [another, setAnother] = useState(!old?.has_password);
  const [password, setPassword] = useState('');
  const [days, setDays] = useState<string>(old ? asBefore : '30');
  const [evidence, setEvidence] = useState(!old?.hide_evidence);
  const [hidden, setHidden] = useState<readonly string[]>(old?.hide_lanes ?? []);
  const make = useMutation({
    mutationFn: async (): Promise<{ link?: string }> => {
      const end = afterDays(days, Date.now());
      const wish = { name: name.trim(), can_comment: comment, hide_lanes: doc.lanes.map((lane) => lane.id).filter((id) => hidden.includes(id)), hide_evidence: !evidence };
      if (!old) return makeShare(doc.id, { ...wish, ...(locked && password ? { password } : {}), ...(end ? { expires_at: end } : {}) });
      await changeShare(doc.id, old.id, {
        ...wish,
        ...(days === asBefore ? {} : { expires_at: end ?? null }),
        ...(locked ? (another && password ? { password } : {}) : old.has_password ? { password: null } : {}),
      });
      return {};
    },
    onSuccess: async () => {
      await onWritten();
      if (old) onBack();
    },
  });
  if (make.data?.link) {
    const link = new URL(make.data.link, window.location.href).href;
    return (
      <div className="share__part">
        <Note kind="ok" title={t('share.made')}>
          <p>{locked ? t('share.madeLocked') : t('share.madeText')}</p>
        </Note>
        <CopyLine label={t('share.link')} value={link} copy={t('settings.copy')} copied={t('settings.copied')} />
        <div className="dialog__actions">
          <a className="button" href={link} target="_blank" rel="noreferrer">
            {t('share.look')}
            <span className="hidden-text"> {t('export.newTab')}</span>
          </a>
          <Button look="primary" label={t('settings.done')} onClick={onBack} />
        </div>
      </div>
    );
  }
  return (
    <form
      className="share__part"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <div className="share__pair">
        <TextField label={t('share.name')} hint={t('share.nameHint')} required maxLength={120} value={name} onChange={setName} />
        <Field label={t('settings.lifetime')}>
          <select className="select" value={days} onChange={(event) => setDays(event.target.value)}>
            {old && <option value={asBefore}>{old.expires_at ? t('settings.until', { day: formatDay(old.expires_at, lang) }) : t('settings.days_never')}</option>}
            {lifetimes.filter((one) => !(old && !old.expires_at && one === 'never')).map((one) => (
              <option key={one} value={one}>
                {t(`settings.days_${one}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <fieldset className="checks">
        <legend>{t('share.guestsMay')}</legend>
        <Check label={t('share.comment')} hint={t('share.commentHint')} checked={comment} onChange={setComment} />
        <Check label={t('share.evidence')} hint={t('share.evidenceHint')} checked={evidence} onChange={setEvidence} />
        <Check label={t('share.password')} hint={t('share.passwordHint')} checked={locked} onChange={setLocked} />
      </fieldset>
      {locked && !another && <Button small icon="key" label={t('share.anotherPassword')} onClick={() => setAnother(true)} />}
      {locked && another && <NewPassword label={t('share.passwordOf')} value={password} onChange={setPassword} error={make.error} />}
      <fieldset className="checks share__lanes">
        <legend>{t('share.lanes')}</legend>
        {doc.lanes.map((lane) => (
          <Check
            key={lane.id}
            label={inLang(lane.name, lang) || t(`lane.${lane.role}`)}
            checked={!hidden.includes(lane.id)}
            onChange={(on) => setHidden(on ? hidden.filter((id) => id !== lane.id) : [...hidden, lane.id])}
          />
        ))}
      </fieldset>
      {otherTrouble(make.error) && <Trouble error={make.error as Error} />}
      <div className="dialog__actions">
        <Button label={t('share.back')} onClick={onBack} />
        <button type="submit" className="button button--primary" disabled={name.trim() === '' || hidden.length === doc.lanes.length || make.isPending} title={hidden.length === doc.lanes.length ? t('share.nothingLeft') : undefined}>
          {t(old ? 'share.keep' : 'share.make')}
        </button>
      </div>
    </form>
  );
}
