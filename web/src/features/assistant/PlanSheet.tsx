import { useEffect, useRef, useState } from 'react';
import type { AssistantPlan } from '../../api/assistant';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { Button, Segmented } from '../../ui';
import { readable } from './readable';

/** What would be sent, where to, and what it may cost at most: looked at before anything goes out. */
export function PlanSheet({ plan, busy, error, onSend, onBack }: { plan: AssistantPlan; busy: boolean; error: Error | null; onSend: () => void; onBack: () => void }) {
  const { t, lang } = useText();
  const [shown, setShown] = useState<'texts' | 'instructions'>('texts');
  const [at, setAt] = useState(0);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const count = (n: number) => formatCount(n, lang);
  const request = plan.requests[Math.min(at, plan.requests.length - 1)];
  const cost = plan.cost_max === undefined ? t('assistant.costUnknown') : t('assistant.costMax', { cost: new Intl.NumberFormat(lang, { maximumSignificantDigits: 2 }).format(plan.cost_max), currency: plan.currency });
  const rows: [string, string][] = [
    [t('assistant.to'), `${plan.model} · ${plan.address}`],
    [t(`assistant.items_${plan.task}`), `${count(plan.n_items)}${plan.left_out > 0 ? ` ${t('assistant.leftOut', { shown: count(plan.left_out) })}` : ''}`],
    [t('assistant.requests'), count(plan.n_requests)],
    [t('assistant.size'), t('assistant.sizeText', { chars: count(plan.chars), tokens: count(plan.tokens_in), out: count(plan.tokens_out_max) })],
    [t('assistant.cost'), cost],
    [t('assistant.masked'), plan.masked === 0 ? t('assistant.maskedBefore') : t('assistant.maskedNow', { count: plan.masked, shown: count(plan.masked) })],
  ];
  return (
    <section className="panel assistant-plan" aria-labelledby="assistant-plan">
      <h2 id="assistant-plan" tabIndex={-1} ref={head}>
        {t('assistant.planned')}
      </h2>
      <dl className="assistant-facts num">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="assistant-sample">
        <div className="assistant-sample__tools">
          <Segmented label={t('assistant.sample')} choices={(['texts', 'instructions'] as const).map((value) => ({ value, label: t(`assistant.${value}`) }))} value={shown} onChange={setShown} />
          {plan.requests.length > 1 && (
            <span className="assistant-pages">
              <Button small look="quiet" icon="arrow_left" iconOnly label={t('assistant.before')} disabled={at === 0} onClick={() => setAt(at - 1)} />
              <span className="num muted">{t('assistant.requestOf', { n: count(at + 1), total: count(plan.n_requests) })}</span>
              <Button small look="quiet" icon="arrow_right" iconOnly label={t('assistant.next')} disabled={at >= plan.requests.length - 1} onClick={() => setAt(at + 1)} />
            </span>
          )}
        </div>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text is scrolled by keys */}
        <pre className="assistant-code assistant-code--tall" tabIndex={0} aria-label={t('assistant.sample')}>
          {request && (shown === 'texts' ? readable(request.user) : request.system)}
        </pre>
      </div>
      {error && <Trouble error={error} />}
      <div className="assistant-wish__end">
        <Button look="primary" icon="upload" label={t('assistant.send', { model: plan.model })} disabled={busy} onClick={onSend} />
        <Button label={t('assistant.back')} disabled={busy} onClick={onBack} />
        <span className="muted">{t('assistant.sendText')}</span>
      </div>
    </section>
  );
}
