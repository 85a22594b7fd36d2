import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { voiceStepsQuery } from '../../../api/voiceQueries';
import { voiceNow, VoiceNowContext, type CurveChoice } from './now';

/** Asks what people say of the open map's steps. Guests of a shared link may not read it: for them the map says what it keeps. */
export function VoiceNowHere({ map, choice, onChoose, children }: { map: string; choice: CurveChoice; onChoose: (choice: CurveChoice) => void; children: ReactNode }) {
  const { data } = useQuery({ ...voiceStepsQuery({ map }), retry: false });
  const now = useMemo(() => voiceNow(map, data, choice, onChoose), [map, data, choice, onChoose]);
  return <VoiceNowContext value={now}>{children}</VoiceNowContext>;
}
