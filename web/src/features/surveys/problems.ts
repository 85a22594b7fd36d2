import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import { checkSurvey, surveysKey, type Problem, type Survey } from '../../api/surveys';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';

/** Typing rests this long before the server is asked what is wrong. */
const restMs = 350;

/** What the server finds wrong with the survey as it stands, a moment after the last change. */
export function useProblems(survey: Survey): Problem[] | undefined {
  const [rested, setRested] = useState(survey);
  useEffect(() => {
    const timer = setTimeout(() => setRested(survey), restMs);
    return () => clearTimeout(timer);
  }, [survey]);
  const { data } = useQuery({ queryKey: [...surveysKey, 'check', rested], placeholderData: keepPreviousData, staleTime: Infinity, gcTime: 30_000, queryFn: ({ signal }) => checkSurvey(rested, signal) });
  return data;
}

export const Problems = createContext<readonly Problem[]>([]);

/** What is wrong at one place, or with `below` anywhere in it. */
export function problemsAt(problems: readonly Problem[], path: string, below = false): Problem[] {
  return problems.filter((one) => one.path === path || (below && (one.path.startsWith(`${path}.`) || one.path.startsWith(`${path}[`))));
}

export function useProblemsAt(path: string, lang: Lang, below = false): string[] {
  const found = problemsAt(useContext(Problems), path, below).map((one) => inLang(one.message, lang));
  return [...new Set(found)];
}
