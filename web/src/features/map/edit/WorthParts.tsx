/** What a pain does, a moment decides, an improvement is worth, and who does what by when. */

import type { Card } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { useMap } from '../../../live';
import { Chips, Line, NumberLine, Part, Select, TranslatedText, useSetter, type Option } from './fields';
import { cardOptions, horizons, levels, painKinds, severityUnits, statuses } from './options';
import { Picker } from './Picker';

export function PainPart({ card }: { card: Card }) {
  const { t } = useText();
  const set = useSetter({ kind: 'card', id: card.id });
  if (!card.pain) return null;
  const unit = card.pain.severity_unit;
  return (
    <Part title={t('edit.pain')} icon="pains">
      <div className="edit-row edit-row--three">
        <Select label={t('edit.painKind')} value={card.pain.kind} options={painKinds.map((kind) => ({ value: kind, label: t(`pain.${kind}`) }))} onSave={(kind) => set('pain.kind', kind)} />
        <NumberLine label={t('edit.severity')} value={card.pain.severity} scale={unit === 'share' ? 100 : 1} onSave={(value) => set('pain.severity', value ?? 0)} />
        <Select label={t('edit.unit')} value={unit} options={severityUnits.map((one) => ({ value: one, label: t(`edit.severity_${one}`) }))} onSave={(one) => set('pain.severity_unit', one)} />
      </div>
    </Part>
  );
}

export function MomentPart({ card }: { card: Card }) {
  const { t } = useText();
  const set = useSetter({ kind: 'card', id: card.id });
  if (!card.moment) return null;
  return (
    <Part title={t('edit.moment')} icon="moments_of_truth">
      <TranslatedText of={{ kind: 'card', id: card.id }} field="moment.outcome" label={t('edit.outcome')} />
      <Picker what="item" label={t('edit.touchpoint')} chosen={card.moment.touchpoint ? [card.moment.touchpoint] : []} onSave={(ids) => set('moment.touchpoint', ids.at(-1))} />
    </Part>
  );
}

const useWords = () => {
  const { t } = useText();
  return {
    status: statuses.map((one): Option => ({ value: one, label: one === 'open' ? t('edit.statusOpen') : t(`worth.status.${one}`) })),
    level: levels.map((one): Option => ({ value: one, label: t(`edit.level_${one}`) })),
    horizon: horizons.map((one): Option => ({ value: one, label: t(`edit.horizon_${one}`) })),
  };
};

/** Any of other cards: what an improvement answers, which one a solution is a way to. */
function CardChoice({ label, chosen, options, many, onSave }: { label: string; chosen: readonly string[]; options: Option[]; many?: boolean; onSave: (ids: string[] | undefined) => void }) {
  const { t } = useText();
  const named = chosen.map((id) => options.find((option) => option.value === id) ?? { value: id, label: t('edit.unnamed') });
  const left = options.filter((option) => !chosen.includes(option.value));
  if (options.length === 0) return null;
  return (
    <div className="edit-cards">
      {named.length > 0 && <Chips label={label} chosen={chosen} options={named} onSave={onSave} />}
      {(many || chosen.length === 0) && left.length > 0 && (
        <Select label={named.length > 0 ? t('edit.oneMore') : label} value={undefined} none={t('edit.choose')} options={left} onSave={(id) => id && onSave(many ? [...chosen, id] : [id])} />
      )}
    </div>
  );
}

export function OpportunityPart({ card }: { card: Card }) {
  const { t, lang } = useText();
  const map = useMap();
  const words = useWords();
  const of = { kind: 'card', id: card.id } as const;
  const set = useSetter(of);
  const one = card.opportunity;
  if (!one) return null;
  const solution = map.lanes.find((lane) => lane.id === card.lane)?.role === 'ideas';
  return (
    <Part title={solution ? t('edit.solution') : t('edit.opportunity')} icon="opportunities">
      <div className="edit-row edit-row--three">
        <Select label={t('worth.status.title')} value={one.status} options={words.status} onSave={(value) => set('opportunity.status', value)} />
        <NumberLine label={t('edit.rank')} value={one.rank} min={1} max={999} onSave={(value) => set('opportunity.rank', value === undefined ? undefined : Math.round(value))} />
        <Select label={t('edit.horizon')} value={one.horizon} none={t('edit.notSet')} options={words.horizon} onSave={(value) => set('opportunity.horizon', value)} />
      </div>
      <div className="edit-row edit-row--three">
        <Select label={t('worth.impact')} value={one.impact} none={t('edit.notSet')} options={words.level} onSave={(value) => set('opportunity.impact', value)} />
        <Select label={t('worth.effort')} value={one.effort} none={t('edit.notSet')} options={words.level} onSave={(value) => set('opportunity.effort', value)} />
        <NumberLine label={t('worth.confidence')} unit="%" scale={100} min={0} max={1} value={one.confidence} onSave={(value) => set('opportunity.confidence', value)} />
      </div>
      <CardChoice label={t('worth.answers')} many chosen={one.answers ?? []} options={cardOptions(map, ['pains', 'delights'], t, lang)} onSave={(ids) => set('opportunity.answers', ids)} />
      {solution && <CardChoice label={t('worth.solves')} many chosen={one.solves ?? []} options={cardOptions(map, ['opportunities'], t, lang)} onSave={(ids) => set('opportunity.solves', ids)} />}
      <Line label={t('worth.owner')} value={one.owner} onSave={(value) => set('opportunity.owner', value)} />
      <TranslatedText of={of} field="opportunity.department" label={t('edit.department')} />
    </Part>
  );
}

export function ActionPart({ card }: { card: Card }) {
  const { t, lang } = useText();
  const map = useMap();
  const words = useWords();
  const of = { kind: 'card', id: card.id } as const;
  const set = useSetter(of);
  const one = card.action;
  if (!one) return null;
  return (
    <Part title={t('edit.action')} icon="action_items">
      <div className="edit-row edit-row--three">
        <Select label={t('worth.status.title')} value={one.status} options={words.status} onSave={(value) => set('action.status', value)} />
        <Line label={t('edit.started')} type="date" value={one.started} onSave={(value) => set('action.started', value)} />
        <Line label={t('worth.due')} type="date" value={one.due} onSave={(value) => set('action.due', value)} />
      </div>
      <div className="edit-row">
        <Line label={t('worth.owner')} value={one.owner} onSave={(value) => set('action.owner', value)} />
        <Select label={t('edit.horizon')} value={one.horizon} none={t('edit.notSet')} options={words.horizon} onSave={(value) => set('action.horizon', value)} />
      </div>
      <TranslatedText of={of} field="action.department" label={t('edit.department')} />
      <TranslatedText of={of} field="action.hypothesis" label={t('worth.hypothesis')} lines={2} />
      <CardChoice label={t('worth.serves')} chosen={one.opportunity ? [one.opportunity] : []} options={cardOptions(map, ['opportunities', 'ideas'], t, lang)} onSave={(ids) => set('action.opportunity', ids?.at(-1))} />
      <Line label={t('edit.task')} type="url" placeholder="https://" value={one.link} onSave={(value) => set('action.link', value)} />
    </Part>
  );
}
