import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AssistantTask, AssistantWish } from '../../api/assistant';
import { mapQuery, mapsQuery } from '../../api/queries';
import { interviewsQuery } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Button, Field } from '../../ui';
import { ChoiceCards } from '../../ui/ChoiceCards';

const tasks = ['name_topics', 'persona_story', 'code_interview'] as const satisfies readonly AssistantTask[];

/** What the model is to do. Asking for the plan sends nothing. */
export function WishForm({ mayNot, busy, error, onPlan }: { mayNot?: string; busy: boolean; error: Error | null; onPlan: (wish: AssistantWish) => void }) {
  const { t, lang } = useText();
  const [task, setTask] = useState<AssistantTask>('name_topics');
  const [map, setMap] = useState('');
  const [persona, setPersona] = useState('');
  const [language, setLanguage] = useState<string>(lang);
  const [talk, setTalk] = useState('');
  const { data: maps = [] } = useQuery(mapsQuery);
  const { data: opened } = useQuery({ ...mapQuery(map), enabled: map !== '' });
  const { data: talks = [] } = useQuery(interviewsQuery);
  const personas = opened?.personas ?? [];
  const chosen = talks.find((one) => `${one.source} ${one.conversation}` === talk);
  const wish: AssistantWish | null =
    task === 'name_topics'
      ? { task, topics: [] }
      : task === 'persona_story'
        ? map && persona
          ? { task, map, persona, language }
          : null
        : chosen
          ? { task, source: chosen.source, conversation: chosen.conversation }
          : null;
  return (
    <form
      className="panel assistant-wish"
      onSubmit={(event) => {
        event.preventDefault();
        if (wish) onPlan(wish);
      }}
    >
      <ChoiceCards legend={t('assistant.what')} name="assistant-task" choices={tasks.map((one) => ({ value: one, label: t(`assistant.task_${one}`), hint: t(`assistant.hint_${one}`) }))} value={task} onChange={setTask} />
      {task === 'persona_story' && (
        <div className="assistant-wish__fields">
          <Field label={t('assistant.map')}>
            <select className="select" value={map} onChange={(event) => (setMap(event.target.value), setPersona(''))}>
              <option value="">{t('assistant.choose')}</option>
              {maps.map((one) => (
                <option key={one.id} value={one.id}>
                  {inLang(one.title, lang)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t('assistant.persona')}>
            <select className="select" value={persona} disabled={personas.length === 0} title={map && opened && personas.length === 0 ? t('assistant.noPersonas') : undefined} onChange={(event) => setPersona(event.target.value)}>
              <option value="">{map && opened && personas.length === 0 ? t('assistant.noPersonas') : t('assistant.choose')}</option>
              {personas.map((one) => (
                <option key={one.id} value={one.id}>
                  {inLang(one.name, lang)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t('assistant.language')}>
            <select className="select" value={language} onChange={(event) => setLanguage(event.target.value)}>
              <option value="en">English</option>
              <option value="ru">Русский</option>
            </select>
          </Field>
        </div>
      )}
      {task === 'code_interview' && (
        <div className="assistant-wish__fields">
          <Field label={t('assistant.interview')}>
            <select className="select" value={talk} onChange={(event) => setTalk(event.target.value)}>
              <option value="">{t(talks.length === 0 ? 'assistant.noInterviews' : 'assistant.choose')}</option>
              {talks.map((one) => (
                <option key={`${one.source} ${one.conversation}`} value={`${one.source} ${one.conversation}`}>
                  {one.conversation} · {one.source}
                </option>
              ))}
            </select>
          </Field>
        </div>
      )}
      {error && <Trouble error={error} />}
      <div className="assistant-wish__end">
        <Button type="submit" look="primary" icon="eye" label={t('assistant.plan')} disabled={!wish || busy || mayNot !== undefined} title={mayNot} />
        <span className="muted">{t('assistant.planText')}</span>
      </div>
    </form>
  );
}
