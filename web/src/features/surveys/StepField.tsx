import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { mapQuery, mapsQuery } from '../../api/queries';
import type { MapDocument, MapStep } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { isArchived } from '../atlas/state';

/** Maps whose steps are offered: the newest; a longer list nobody reads. */
const mapsMax = 12;

export interface StepPlace {
  /** What answers are marked with. */
  word: string;
  name: string;
  map: MapDocument;
  step: MapStep;
}

/** The word by which a step is known on every map: its event, else its name. */
export const stepWord = (step: MapStep): string => step.activities?.[0] ?? step.name.en ?? step.name.und ?? Object.values(step.name)[0] ?? step.id;

/** Steps of the maps there are. */
export function useStepPlaces(): StepPlace[] {
  const { lang } = useText();
  const { data: maps } = useQuery(mapsQuery);
  const newest = (maps ?? []).filter((map) => !isArchived(map)).sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1)).slice(0, mapsMax);
  const documents = useQueries({ queries: newest.map((map) => ({ ...mapQuery(map.id), staleTime: 60_000 })) });
  return documents.flatMap(({ data: map }) => (map ? map.stages.flatMap((stage) => stage.steps.map((step) => ({ word: stepWord(step), name: inLang(step.name, lang), map, step }))) : []));
}

/** The place a word means: by event, name or id. */
export const placeOf = (places: readonly StepPlace[], word: string | undefined): StepPlace | undefined =>
  word === undefined ? undefined : places.find(({ word: own, step }) => own === word || step.id === word || step.activities?.includes(word) || Object.values(step.name).includes(word));

/** A step of one of the maps, or a name no map has yet. */
export function StepField({ label, none, value, onStep, className = '' }: {
  label: string;
  /** What it means to choose nothing. */
  none: string;
  value: string | undefined;
  onStep: (step: string | undefined) => void;
  className?: string;
}) {
  const { t, lang } = useText();
  const places = useStepPlaces();
  const [own, setOwn] = useState(false);
  const maps = [...new Set(places.map((place) => place.map))];
  const found = placeOf(places, value);
  if (own) {
    return (
      <label className={`field ${className}`}>
        {label}
        {/* The person has just asked for this field. */}
        {/* eslint-disable-next-line jsx-a11y/no-autofocus */}
        <input className="input" autoFocus value={value ?? ''} maxLength={200} placeholder={t('surveys.stepOwnHint')} onChange={(event) => onStep(event.target.value || undefined)} onBlur={() => setOwn(false)} onKeyDown={(event) => event.key === 'Enter' && setOwn(false)} />
      </label>
    );
  }
  return (
    <label className={`field ${className}`}>
      {label}
      <select
        className="select"
        value={found ? found.word : (value ?? '')}
        onChange={(event) => {
          if (event.target.value === '\u0000own') setOwn(true);
          else onStep(event.target.value || undefined);
        }}
      >
        <option value="">{none}</option>
        {value && !found && <option value={value}>{value}</option>}
        {maps.map((map) => (
          <optgroup key={map.id} label={inLang(map.title, lang)}>
            {places
              .filter((place) => place.map === map)
              .map((place) => (
                <option key={place.step.id} value={place.word}>
                  {place.name}
                </option>
              ))}
          </optgroup>
        ))}
        <option value={'\u0000own'}>{t('surveys.stepOwn')}</option>
      </select>
    </label>
  );
}
