import './quality.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Masks, MaskRules } from '../../api/voice';
import { masksQuery, saveMasks, tryMasks } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Field, Loading, Note } from '../../ui';
import { masked, ownRules, sameRules, withBuiltin, withOwn, type OwnRule } from './maskRules';

/** Which personal data is taken out of texts before they are kept: rules that can be seen, tuned and tried. */
export function MasksPage() {
  const { t } = useText();
  const { data, error, refetch } = useQuery(masksQuery);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={7} height={44} />;
  return <Rules key={data.rules.version} kept={data} />;
}

function Rules({ kept }: { kept: Masks }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const mayNot = useMayNot('administrator');
  const [rules, setRules] = useState(kept.rules);
  const save = useMutation({ mutationFn: () => saveMasks(rules), onSuccess: (now) => queries.setQueryData(masksQuery.queryKey, now) });
  const own = ownRules(rules);
  const changed = !sameRules(rules, kept.rules);
  return (
    <>
      <div className="masks">
        <section className="panel quality__block" aria-labelledby="mask-rules">
          <h2 id="mask-rules">{t('voice.masks')}</h2>
          <p className="muted">{t('voice.masksText')}</p>
          <ul className="mask-rules">
            {kept.builtin.map((rule) => (
              <li key={rule.kind} className="mask-rule">
                <input id={`mask-${rule.kind}`} type="checkbox" disabled={mayNot !== undefined} title={mayNot} checked={!(rules.off ?? []).includes(rule.kind)} onChange={(event) => setRules(withBuiltin(rules, rule.kind, event.target.checked))} />
                <label htmlFor={`mask-${rule.kind}`} className="mask-rule__words">
                  {inLang(rule.rule, lang)}
                </label>
                <span className="mask-label">{inLang(rule.label, lang)}</span>
              </li>
            ))}
          </ul>
          <h3>{t('voice.ownMasks')}</h3>
          {own.length === 0 && <p className="muted">{t('voice.noOwnMasks')}</p>}
          <ul className="mask-rules">
            {own.map((rule, i) => (
              <li key={`${rule.of} ${rule.text}`} className="mask-rule">
                <span className="chip">{t(`voice.mask_${rule.of}`)}</span>
                <span className="mask-rule__words mono">{rule.text}</span>
                <span>
                  <span className="mask-label">[{rule.label ?? (lang === 'ru' ? 'скрыто' : 'masked')}]</span>{' '}
                  <Button small look="quiet" iconOnly icon="trash" label={t('voice.removeMask', { what: rule.text })} disabled={mayNot !== undefined} onClick={() => setRules(withOwn(rules, own.filter((_, k) => k !== i)))} />
                </span>
              </li>
            ))}
          </ul>
          <AddMask mayNot={mayNot} onAdd={(rule) => setRules(withOwn(rules, [...own, rule]))} />
        </section>
        <TryMasks rules={rules} />
      </div>
      {(changed || save.error) && (
        <div className="mask-save" role="region" aria-label={t('voice.save')}>
          <span>{t('voice.masksChanged')}</span>
          {save.error && <Trouble error={save.error} />}
          <Button label={t('voice.discard')} onClick={() => setRules(kept.rules)} />
          <Button look="primary" label={t('voice.save')} disabled={!changed || save.isPending} onClick={() => save.mutate()} />
        </div>
      )}
    </>
  );
}

function AddMask({ mayNot, onAdd }: { mayNot?: string; onAdd: (rule: OwnRule) => void }) {
  const { t } = useText();
  const [rule, setRule] = useState<OwnRule>({ of: 'word', text: '' });
  return (
    <form
      className="mask-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (!rule.text.trim()) return;
        onAdd({ of: rule.of, text: rule.text.trim(), ...(rule.label?.trim() ? { label: rule.label.trim() } : {}) });
        setRule({ of: rule.of, text: '' });
      }}
    >
      <Field label={t('voice.maskOf')}>
        <select className="select" value={rule.of} onChange={(event) => setRule({ ...rule, of: event.target.value as OwnRule['of'] })}>
          <option value="word">{t('voice.mask_word')}</option>
          <option value="pattern">{t('voice.mask_pattern')}</option>
        </select>
      </Field>
      <Field label={t(rule.of === 'word' ? 'voice.maskWord' : 'voice.maskPattern')}>
        <input className={`input ${rule.of === 'pattern' ? 'mono' : ''}`} spellCheck={false} maxLength={1_000} value={rule.text} onChange={(event) => setRule({ ...rule, text: event.target.value })} />
      </Field>
      <Field label={t('voice.maskLabel')}>
        <input className="input" maxLength={40} value={rule.label ?? ''} onChange={(event) => setRule({ ...rule, label: event.target.value })} />
      </Field>
      <Button type="submit" icon="plus" label={t('voice.addMask')} disabled={!rule.text.trim() || mayNot !== undefined} title={mayNot} />
    </form>
  );
}

const settleMs = 350;

/** What the rules make of a text, while it is typed. */
function TryMasks({ rules }: { rules: MaskRules }) {
  const { t, lang } = useText();
  const [text, setText] = useState(() => t('voice.maskSample'));
  const attempt = useMutation({ mutationFn: (order: { text: string; rules: MaskRules }) => tryMasks(order.text, order.rules) });
  const { mutate } = attempt;
  useEffect(() => {
    const timer = window.setTimeout(() => mutate({ text, rules }), settleMs);
    return () => window.clearTimeout(timer);
  }, [mutate, text, rules]);
  const found = Object.entries(attempt.data?.found ?? {});
  return (
    <section className="panel quality__block mask-try" aria-labelledby="mask-try">
      <h2 id="mask-try">{t('voice.tryMasks')}</h2>
      <textarea className="input" aria-label={t('voice.maskText')} value={text} maxLength={5_000} spellCheck={false} onChange={(event) => setText(event.target.value)} />
      {attempt.error && <Trouble error={attempt.error} />}
      {attempt.data && (
        <>
          <p className="mask-result" role="status">
            {masked(attempt.data.text).map((part, i) => (part.label ? <span key={i} className="mask-label">{part.text}</span> : <span key={i}>{part.text}</span>))}
          </p>
          <p className="muted num">
            {found.length === 0 ? t('voice.maskNothing') : found.map(([kind, n]) => `${t(`voice.maskKind_${kind}`, { defaultValue: kind })}: ${formatCount(n, lang)}`).join(' · ')}
          </p>
        </>
      )}
      <Note>{t('voice.masksForever')}</Note>
    </section>
  );
}
