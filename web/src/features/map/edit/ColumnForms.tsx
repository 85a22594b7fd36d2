/** Stages, steps and lanes: what they are called and what they mean. */

import type { Lane, LaneRole, MapStage, MapStep } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { useMap, useMapStore } from '../../../live';
import { FeelingField } from './FeelingField';
import { Check, Chips, Line, NumberLine, Part, Select, TranslatedText, useSetter } from './fields';
import { emotions, laneRoles, personaOptions, placeOptions } from './options';
import { Picker } from './Picker';

export function StageForm({ stage }: { stage: MapStage }) {
  const { t } = useText();
  const of = { kind: 'stage', id: stage.id } as const;
  return (
    <section className="edit-part">
      <TranslatedText of={of} field="name" label={t('edit.name')} />
      <TranslatedText of={of} field="goal" label={t('edit.goal')} lines={2} />
      <TranslatedText of={of} field="description" label={t('edit.description')} lines={2} />
    </section>
  );
}

export function StepForm({ step, stage }: { step: MapStep; stage: MapStage }) {
  const { t, lang } = useText();
  const map = useMap();
  const store = useMapStore();
  const of = { kind: 'step', id: step.id } as const;
  const set = useSetter(of);
  const stages = placeOptions(map, t, lang).filter((option) => map.stages.some((one) => one.id === option.value));
  return (
    <>
      <section className="edit-part">
        <TranslatedText of={of} field="name" label={t('edit.name')} />
        <TranslatedText of={of} field="description" label={t('edit.description')} lines={2} />
        <Select label={t('edit.stage')} value={stage.id} options={stages.map((one) => ({ value: one.value, label: one.group ?? one.label }))} onSave={(parent) => parent && parent !== stage.id && store.edit.move('step', step.id, { parent })} />
        <Picker what="item" label={t('edit.touchpoints')} many chosen={step.touchpoints ?? []} onSave={(ids) => set('touchpoints', ids.length > 0 ? ids : undefined)} />
        <div className="edit-checks">
          <Check label={t('map.momentOfTruth')} checked={step.moment_of_truth ?? false} onSave={(on) => set('moment_of_truth', on || undefined)} hint={t('edit.momentHint')} />
          <Check label={t('edit.main')} checked={step.main ?? false} onSave={(on) => set('main', on || undefined)} />
          <Check label={t('edit.optional')} checked={step.optional ?? false} onSave={(on) => set('optional', on || undefined)} />
        </div>
      </section>
      {(['expected', 'intended'] as const).map((wish) => (
        <Part key={wish} title={t(`edit.${wish}`)} icon="feelings">
          <TranslatedText of={of} field={`${wish}.text`} label={t(`edit.${wish}_text`)} />
          <FeelingField label={t('edit.feeling')} value={step[wish]?.feeling} onSave={(value) => set(`${wish}.feeling`, value)} />
          <Chips label={t('edit.emotions')} chosen={step[wish]?.emotions ?? []} options={emotions.map((one) => ({ value: one, label: t(`edit.emotion_${one}`) }))} onSave={(chosen) => set(`${wish}.emotions`, chosen)} />
        </Part>
      ))}
      <Part title={t('edit.data')} icon="database">
        <Line label={t('edit.activities')} hint={t('edit.activitiesHint')} value={step.activities?.join('; ')} onSave={(text) => set('activities', text?.split(';').map((one) => one.trim()).filter(Boolean))} />
        <NumberLine label={t('edit.typical')} unit={t('edit.hours')} scale={1 / 3600} min={0} max={3_200_000_000} value={step.typical_s} onSave={(value) => set('typical_s', value)} />
      </Part>
    </>
  );
}

export function LaneForm({ lane }: { lane: Lane }) {
  const { t, lang } = useText();
  const map = useMap();
  const of = { kind: 'lane', id: lane.id } as const;
  const set = useSetter(of);
  return (
    <section className="edit-part">
      <Select label={t('edit.role')} value={lane.role} options={laneRoles.map((role) => ({ value: role, label: t(`lane.${role}`) }))} onSave={(role) => role && set('role', role as LaneRole)} />
      <TranslatedText of={of} field="name" label={t('edit.laneName', { role: t(`lane.${lane.role}`) })} />
      {(map.personas?.length ?? 0) > 0 && <Select label={t('edit.lanePersona')} value={lane.persona} none={t('edit.personasAll')} options={personaOptions(map, t, lang)} onSave={(persona) => set('persona', persona)} />}
    </section>
  );
}
