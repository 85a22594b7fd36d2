import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { templateQuery, templatesQuery } from '../../../api/mapQueries';
import type { LaneRole, MapDocument, TemplateView } from '../../../api/types';
import { Trouble } from '../../../app/errors';
import { useText } from '../../../app/i18n';
import { inLang } from '../../../lib/localtext';
import { Note, Skeleton } from '../../../ui';
import { ChoiceCards } from '../../../ui/ChoiceCards';
import { MapPicture } from '../../templates/MapPicture';
import { laneOf, roleOrder, withLane, withoutLane, withTemplate } from '../change';
import type { Start } from '../useStart';

/** What the method calls the parts that matter; the other lanes are for those who need them. */
const core: readonly LaneRole[] = ['actions', 'touchpoints', 'channels', 'thoughts', 'feelings', 'pains', 'delights', 'moments_of_truth'];

/** Which stages to begin with, and what is looked at in each. */
export function Format({ start, doc }: { start: Start; doc: MapDocument }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const [examples, setExamples] = useState(true);
  const { data: templates, error, refetch } = useQuery(templatesQuery);
  const maps = templates?.filter((template) => template.of === 'map') ?? [];
  const [mine, others] = [maps.filter((template) => template.kind === doc.kind), maps.filter((template) => template.kind !== doc.kind)];
  const wholes = useQueries({ queries: maps.map((template) => templateQuery(template.id)) });
  const docs = new Map(maps.map((template, i) => [template.id, wholes[i]?.data?.map]));
  const counted = doc.origin !== undefined;
  const chosen = start.draft.template ?? '';
  const take = async (id: string, withExamples = examples) => {
    start.changeDraft({ template: id });
    const { map } = await queries.ensureQueryData(templateQuery(id));
    if (map) start.change((own) => withTemplate(own, map, withExamples));
  };
  const hasOwn = (role: LaneRole) => {
    const lane = laneOf(doc, role);
    const known = new Set(docs.get(chosen)?.cards.map((card) => card.id));
    return doc.cards.some((card) => card.lane === lane?.id && !known.has(card.id));
  };
  const choice = (template: TemplateView) => {
    const map = docs.get(template.id);
    return {
      value: template.id,
      label: inLang(template.title, lang),
      hint: t('atlas.stages', { count: template.stages?.length ?? 0 }),
      picture: <span className="format-picture">{map ? <MapPicture doc={map} /> : <Skeleton height="100%" />}</span>,
    };
  };
  return (
    <div className="start-form">
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {counted ? (
        <Note>{t('start.format.counted')}</Note>
      ) : (
        <>
          <ChoiceCards legend={t('start.format.stages')} name="template" look="picture" value={chosen} choices={[...mine, ...others].map(choice)} onChange={(id) => void take(id)} />
          <label className="check">
            <input
              type="checkbox"
              checked={examples}
              onChange={(e) => {
                setExamples(e.target.checked);
                if (chosen) void take(chosen, e.target.checked);
              }}
            />
            {t('start.format.examples')}
          </label>
        </>
      )}
      {(doc.stages.length > 0 || counted) && (
        <fieldset className="lane-choices">
          <legend>{t('start.format.lanes')}</legend>
          {[core, roleOrder.filter((role) => !core.includes(role))].map((roles, i) => (
            <div key={i} className={i === 0 ? 'lane-choices__core' : 'lane-choices__more'}>
              {roles.map((role) => {
                const on = laneOf(doc, role) !== undefined;
                const locked = on && hasOwn(role);
                return (
                  <label key={role} className="lane-choice" title={locked ? t('start.format.locked') : t(`start.format.about_${role}`, { defaultValue: '' })}>
                    <input type="checkbox" checked={on} disabled={locked} onChange={(e) => start.change((map) => (e.target.checked ? withLane(map, role) : withoutLane(map, role)))} />
                    <span>
                      <b>{t(`lane.${role}`)}</b>
                      {i === 0 && <span className="muted">{t(`start.format.about_${role}`)}</span>}
                    </span>
                  </label>
                );
              })}
            </div>
          ))}
        </fieldset>
      )}
    </div>
  );
}
