/** What can be chosen from on the open map, with words in the reader's language. */

import type { TFunction } from 'i18next';
import type { ItemKind, LaneRole, MapDocument } from '../../../api/types';
import type { Lang } from '../../../lib/format';
import { inLang } from '../../../lib/localtext';
import { cardTitle } from '../words';
import type { Option } from './fields';

export const emotions = ['interest', 'confusion', 'hope', 'doubt', 'trust', 'irritation', 'impatience', 'confidence', 'satisfaction', 'joy', 'disappointment'] as const;
export const statuses = ['open', 'planned', 'doing', 'done', 'dropped'] as const;
export const levels = ['low', 'medium', 'high'] as const;
export const horizons = ['short', 'long'] as const;
export const units = ['share', 'seconds', 'journeys', 'points', 'times', 'money', 'number'] as const;
export const painKinds = ['loss', 'waiting', 'loop', 'repeat', 'low_score'] as const;
export const severityUnits = ['share', 'seconds', 'times', 'feeling'] as const;
export const evidenceStates = ['measured', 'supported_by_text', 'single_voice', 'assumption'] as const;
export const buyingRoles = ['initiator', 'user', 'influencer', 'decider', 'approver', 'buyer', 'gatekeeper'] as const;
export const itemKinds: readonly ItemKind[] = ['touchpoint', 'system', 'content', 'insight', 'metric', 'department', 'employee_role'];
export const channelIcons = ['web', 'mobile', 'email', 'phone', 'sms', 'messenger', 'bot', 'store', 'visit', 'post', 'kiosk', 'social', 'marketplace', 'review', 'event', 'partner', 'call_centre', 'document', 'payment', 'other'] as const;
export const laneRoles: readonly LaneRole[] = [
  'goals', 'actions', 'touchpoints', 'channels', 'content', 'thoughts', 'feelings', 'needs', 'expectations', 'pains', 'delights', 'moments_of_truth',
  'quotes', 'questions', 'kpis', 'opportunities', 'ideas', 'action_items', 'owner', 'front_stage', 'back_stage', 'support', 'images', 'text',
];

export const laneName = (lane: { role: LaneRole; name?: Record<string, string> }, t: TFunction, lang: Lang): string => inLang(lane.name, lang) || t(`lane.${lane.role}`);

export const laneOptions = (map: MapDocument, t: TFunction, lang: Lang): Option[] => map.lanes.map((lane) => ({ value: lane.id, label: laneName(lane, t, lang) }));

/** Steps under their stages, and each stage as a whole. */
export const placeOptions = (map: MapDocument, t: TFunction, lang: Lang): Option[] =>
  map.stages.flatMap((stage) => {
    const group = inLang(stage.name, lang) || t('edit.unnamed');
    return [{ value: stage.id, label: t('edit.wholeStage', { stage: group }), group }, ...stage.steps.map((step) => ({ value: step.id, label: inLang(step.name, lang) || t('edit.unnamed'), group }))];
  });

export const personaOptions = (map: MapDocument, t: TFunction, lang: Lang): Option[] => (map.personas ?? []).map((persona) => ({ value: persona.id, label: inLang(persona.name, lang) || t('edit.unnamed') }));

/** Cards of lanes with one of the roles. */
export function cardOptions(map: MapDocument, roles: readonly LaneRole[], t: TFunction, lang: Lang): Option[] {
  const lanes = new Map(map.lanes.filter((lane) => roles.includes(lane.role)).map((lane) => [lane.id, laneName(lane, t, lang)]));
  return map.cards.filter((card) => lanes.has(card.lane)).map((card) => ({ value: card.id, label: cardTitle(card, map, t, lang), group: lanes.get(card.lane) }));
}
