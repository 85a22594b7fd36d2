import type { Card, LaneRole } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { useMap, useMapStore, type MapStore } from '../../../live';
import { Icon, type IconName } from '../../../ui';
import { fitFeeling } from './fit';
import { FeelingField } from './FeelingField';
import { Chips, Part, Select, TranslatedText, useSetter } from './fields';
import { ImagePart } from './ImagePart';
import { MetricPart, TargetPart } from './NumberParts';
import { emotions, laneOptions, personaOptions, placeOptions } from './options';
import { Picker } from './Picker';
import { ActionPart, MomentPart, OpportunityPart, PainPart } from './WorthParts';

/** Parts a card may have beside its text. */
type Extra = 'feeling' | 'emotions' | 'metric' | 'target' | 'channel' | 'items' | 'image' | 'pain' | 'moment' | 'opportunity' | 'action';

/** What a card of a lane usually says: offered open, the rest on request. */
const usual: Partial<Record<LaneRole, readonly Extra[]>> = {
  feelings: ['feeling', 'emotions'],
  channels: ['channel'],
  touchpoints: ['items', 'channel'],
  content: ['items', 'channel'],
  support: ['items'],
  kpis: ['metric', 'target'],
  images: ['image'],
  pains: ['pain'],
  moments_of_truth: ['moment'],
  opportunities: ['opportunity'],
  ideas: ['opportunity'],
  action_items: ['action'],
};

const icons: Record<Extra, IconName> = { feeling: 'feelings', emotions: 'smile', metric: 'kpis', target: 'check', channel: 'channels', items: 'touchpoints', image: 'images', pain: 'pains', moment: 'moments_of_truth', opportunity: 'opportunities', action: 'action_items' };
const all = Object.keys(icons) as Extra[];

function has(card: Card, part: Extra): boolean {
  const value = card[part];
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** Begins a part of a card with what it cannot be without. */
export function begin(store: MapStore, id: string, part: Extra) {
  const set = (path: string, value: unknown) => store.edit.setField('card', id, path, value);
  switch (part) {
    case 'feeling':
      return set('feeling', { value: 0 });
    case 'metric':
      return set('metric', { name: 'own', value: 0, unit: 'number', n: 0, base: {} });
    case 'target':
      return set('target', { comparison: 'at_least', value: 0 });
    case 'pain':
      return set('pain', { kind: 'waiting', severity: 0, severity_unit: 'share' });
    case 'moment':
      return set('moment', {});
    case 'opportunity':
    case 'action':
      return set(part, { status: 'open' });
  }
}

/** Parts that begin with a choice rather than with a value. */
const choices: ReadonlySet<Extra> = new Set<Extra>(['channel', 'items', 'image', 'emotions']);

/** Everything of a card that is not its evidence. */
export function CardForm({ card, asked, onAsk }: { card: Card; /** Parts opened on request. */ asked: ReadonlySet<string>; onAsk: (part: string) => void }) {
  const { t, lang } = useText();
  const map = useMap();
  const store = useMapStore();
  const of = { kind: 'card', id: card.id } as const;
  const set = useSetter(of);
  const role = map.lanes.find((lane) => lane.id === card.lane)?.role ?? 'text';
  const offered = usual[role] ?? [];
  const open = (part: Extra) => has(card, part) || (choices.has(part) && (asked.has(part) || offered.includes(part)));
  const closed = all.filter((part) => !open(part));
  const stageIds = new Set(map.stages.map((stage) => stage.id));
  const steps = placeOptions(map, t, lang).filter((option) => !stageIds.has(option.value));
  const later = steps.slice(steps.findIndex((option) => option.value === card.at) + 1);
  const measured = (card.evidence ?? []).some((one) => one.question !== undefined || one.rule !== undefined);
  const place = (change: Partial<Pick<Card, 'lane' | 'at' | 'until'>>) => store.edit.setCell(card.id, { lane: card.lane, at: card.at, until: card.until, ...change });
  return (
    <>
      <section className="edit-part">
        <TranslatedText of={of} field="text" label={t('edit.text')} lines={2} />
        <div className="edit-row">
          <Select label={t('edit.lane')} value={card.lane} options={laneOptions(map, t, lang)} onSave={(lane) => lane && place({ lane })} />
          <Select label={t('edit.at')} value={card.at} options={placeOptions(map, t, lang)} onSave={(at) => at && place({ at, until: undefined })} />
        </div>
        {!stageIds.has(card.at) && later.length > 0 && <Select label={t('edit.until')} value={card.until} none={t('edit.untilNone')} options={later} onSave={(until) => place({ until })} />}
        {(map.personas?.length ?? 0) > 0 && <Chips label={t('edit.personas')} chosen={card.personas ?? []} options={personaOptions(map, t, lang)} hint={card.personas?.length ? undefined : t('edit.personasAll')} onSave={(ids) => set('personas', ids)} />}
      </section>
      {card.feeling && (
        <Part title={t('edit.feelings')} icon="feelings">
          {measured ? <p className="muted">{t('edit.feelingMeasured')}</p> : <FeelingField label={t('edit.feeling')} value={card.feeling.value} onSave={(value) => set('feeling', value === undefined ? undefined : fitFeeling(card.feeling, value))} />}
        </Part>
      )}
      {open('emotions') && <Chips label={t('edit.emotions')} chosen={card.emotions ?? []} options={emotions.map((one) => ({ value: one, label: t(`edit.emotion_${one}`) }))} onSave={(chosen) => set('emotions', chosen)} />}
      {open('channel') && <Picker what="channel" label={t('edit.channel')} chosen={card.channel ? [card.channel] : []} onSave={(ids) => set('channel', ids.at(-1))} />}
      {open('items') && <Picker what="item" label={t('edit.items')} kind={role === 'content' ? 'content' : role === 'support' ? 'system' : 'touchpoint'} many chosen={card.items ?? []} onSave={(ids) => set('items', ids.length > 0 ? ids : undefined)} />}
      {card.metric && (measured ? null : <MetricPart card={card} />)}
      <TargetPart card={card} />
      {!measured && <PainPart card={card} />}
      <MomentPart card={card} />
      <OpportunityPart card={card} />
      <ActionPart card={card} />
      {open('image') && <ImagePart card={card} />}
      {closed.length > 0 && (
        <div className="edit-more" role="group" aria-label={t('edit.more')}>
          <span>{t('edit.more')}</span>
          {[...closed].sort((a, b) => Number(offered.includes(b)) - Number(offered.includes(a))).map((part) => (
            <button key={part} type="button" className={`edit-chip ${offered.includes(part) ? 'edit-chip--usual' : ''}`} onClick={() => (choices.has(part) ? onAsk(part) : begin(store, card.id, part))}>
              <Icon name={icons[part]} size={14} />
              {t(`edit.part_${part}`)}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
