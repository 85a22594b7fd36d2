import type { Card, Metric } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { inLang } from '../../../lib/localtext';
import { fitMetric } from './fit';
import { NumberLine, Line, Part, Select, useSetter } from './fields';
import { units } from './options';

/** Shares are typed in per cent. */
const scaleOf = (unit: Metric['unit']) => (unit === 'share' ? 100 : 1);

/** A number of people's own, with what it is counted over, and what it should become. */
export function MetricPart({ card }: { card: Card }) {
  const { t, lang } = useText();
  const set = useSetter({ kind: 'card', id: card.id });
  const metric = card.metric;
  if (!metric) return null;
  const scale = scaleOf(metric.unit);
  const whole = (change: Partial<Metric>) => set('metric', fitMetric(metric, change));
  return (
    <Part title={t('edit.number')} icon="kpis">
      <div className="edit-row">
        <Line label={t('edit.metricName')} value={inLang(metric.label, lang)} onSave={(text) => whole({ label: { ...metric.label, [lang]: text ?? '' } })} />
        <Select label={t('edit.unit')} value={metric.unit} options={units.map((unit) => ({ value: unit, label: t(`edit.unit_${unit}`) }))} onSave={(unit) => whole({ unit: unit as Metric['unit'] })} />
      </div>
      <div className="edit-row edit-row--three">
        <NumberLine label={t('edit.value')} value={metric.value} scale={scale} onSave={(value) => whole({ value: value ?? 0 })} />
        <NumberLine label={t('edit.lo')} value={metric.lo} scale={scale} onSave={(lo) => whole({ lo })} />
        <NumberLine label={t('edit.hi')} value={metric.hi} scale={scale} onSave={(hi) => whole({ hi })} />
      </div>
      <div className="edit-row">
        <NumberLine label={t('edit.n')} value={metric.n} min={0} onSave={(n) => whole({ n: Math.round(n ?? 0) })} />
        <Line label={t('edit.base')} value={inLang(metric.base, lang)} onSave={(text) => whole({ base: { ...metric.base, [lang]: text ?? '' } })} />
      </div>
    </Part>
  );
}

export function TargetPart({ card }: { card: Card }) {
  const { t } = useText();
  const set = useSetter({ kind: 'card', id: card.id });
  const target = card.target;
  if (!target) return null;
  const whole = (change: Partial<NonNullable<Card['target']>>) => set('target', { ...target, ...change });
  return (
    <Part title={t('edit.target')} icon="kpis">
      <div className="edit-row edit-row--three">
        <Select label={t('edit.comparison')} value={target.comparison} options={(['at_least', 'at_most'] as const).map((word) => ({ value: word, label: t(`edit.${word}`) }))} onSave={(comparison) => whole({ comparison: comparison as 'at_least' })} />
        <NumberLine label={t('edit.value')} value={target.value} scale={scaleOf(card.metric?.unit ?? 'number')} onSave={(value) => whole({ value: value ?? 0 })} />
        <Line label={t('edit.by')} type="date" value={target.by} onSave={(by) => whole({ by })} />
      </div>
    </Part>
  );
}
