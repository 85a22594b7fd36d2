import './assistant.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { assistantKey, assistantQuery, planAssistant, runAssistant, type AssistantPlan, type AssistantStatus, type AssistantWish } from '../../api/assistant';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon, Loading } from '../../ui';
import { PlanSheet } from './PlanSheet';
import { Proposals } from './Proposals';
import { RunState } from './RunState';
import { WishForm } from './WishForm';

/** A language model, where somebody switched one on: what it would get, and what it proposes. Never anything by itself. */
export function AssistantPage() {
  const { t } = useText();
  const { data, error, refetch } = useQuery(assistantQuery);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={4} height={60} />;
  return (
    <div className="assistant">
      {data.on ? <On status={data} /> : <Off status={data} />}
      {(data.on || data.open > 0) && <Proposals />}
    </div>
  );
}

/** One line on how to switch it on, and a promise that can be checked. */
function Off({ status }: { status: AssistantStatus }) {
  const { t, lang } = useText();
  return (
    <section className="panel assistant-off" aria-labelledby="assistant-off">
      <span className="assistant-off__icon">
        <Icon name="suggestion" size={22} />
      </span>
      <div>
        <h2 id="assistant-off">{t('assistant.off')}</h2>
        <p className="muted">{t('assistant.offText')}</p>
        <pre className="assistant-code">
          TROPA_ASSISTANT_URL=http://localhost:11434/v1 TROPA_ASSISTANT_MODEL=qwen3 tropa serve
        </pre>
        <p className="muted">{inLang(status.turn_on, lang)}.</p>
      </div>
    </section>
  );
}

function On({ status }: { status: AssistantStatus }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const mayNot = useMayNot('editor');
  const [planned, setPlanned] = useState<{ wish: AssistantWish; plan: AssistantPlan } | null>(null);
  const [job, setJob] = useState<string | null>(null);
  const plan = useMutation({ mutationFn: planAssistant, onSuccess: (made, wish) => setPlanned({ wish, plan: made }) });
  const run = useMutation({
    mutationFn: ({ wish, plan: confirmed }: { wish: AssistantWish; plan: AssistantPlan }) => runAssistant(wish, confirmed.token),
    onSuccess: (started) => {
      setJob(started.id);
      setPlanned(null);
    },
  });
  const price = (value?: number) => (value === undefined ? '' : new Intl.NumberFormat(lang, { maximumFractionDigits: 4 }).format(value));
  return (
    <>
      <section className="panel assistant-head" aria-label={t('assistant.title')}>
        <p>
          <b>{status.model}</b> <span className="mono assistant-address">{status.address}</span>{' '}
          <span className={`chip ${status.is_near ? 'chip--brand' : 'chip--amber'}`}>{t(status.is_near ? 'assistant.near' : 'assistant.far')}</span>
        </p>
        <p className="muted num">
          {status.price_in !== undefined && status.price_out !== undefined
            ? t('assistant.prices', { in: price(status.price_in), out: price(status.price_out), currency: status.currency })
            : t('assistant.noPrices')}
          {' · '}
          {t('assistant.waiting', { count: status.open, shown: formatCount(status.open, lang) })}
        </p>
      </section>
      {job ? (
        <RunState
          id={job}
          onEnd={() => void queries.invalidateQueries({ queryKey: assistantKey })}
          onClose={() => setJob(null)}
        />
      ) : planned ? (
        <PlanSheet plan={planned.plan} busy={run.isPending} error={run.error} onSend={() => run.mutate(planned)} onBack={() => (setPlanned(null), run.reset())} />
      ) : (
        <WishForm mayNot={mayNot} busy={plan.isPending} error={plan.error} onPlan={(wish) => plan.mutate(wish)} />
      )}
    </>
  );
}
