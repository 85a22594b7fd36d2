import { useEffect, useState } from 'react';
import { useText } from '../../../app/i18n';
import { inLang } from '../../../lib/localtext';
import { useMapStore, usePresence, type Person } from '../../../live';
import { Avatar } from '../../../ui/Avatar';
import { showPlace } from './showPlace';

const shownMax = 5;

/** One entry per person: the window that is somewhere, else any. */
function onePerPerson(people: Person[]): Person[] {
  const known = new Map<string, Person>();
  for (const person of people) {
    if (person.self) continue;
    const before = known.get(person.id);
    if (!before || (!whereIs(before) && whereIs(person))) known.set(person.id, person);
  }
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name));
}

const whereIs = ({ at }: Person) => at.card ?? at.step ?? at.lane;

/** The others in this map. A click goes to where one works and stays with them until the next click or scroll. */
export function PresenceRow() {
  const { t, lang } = useText();
  const store = useMapStore();
  const people = onePerPerson(usePresence());
  const [followed, setFollowed] = useState<string | null>(null);
  const leader = people.find((person) => person.id === followed);
  const place = leader && whereIs(leader);
  useEffect(() => {
    if (place) showPlace(place);
  }, [place]);
  useEffect(() => {
    if (!followed) return;
    const stop = () => setFollowed(null);
    const box = document.getElementById('map-scroll');
    const events = ['wheel', 'pointerdown', 'keydown'] as const;
    for (const event of events) box?.addEventListener(event, stop);
    return () => {
      for (const event of events) box?.removeEventListener(event, stop);
    };
  }, [followed]);
  if (people.length === 0) return null;
  const placeName = (person: Person) => {
    const map = store.getMap();
    const step = map.stages.flatMap((stage) => [stage, ...stage.steps]).find((one) => one.id === (person.at.card ? store.record('card', person.at.card)?.at : person.at.step));
    return step ? inLang(step.name, lang) : '';
  };
  return (
    <ul className="live-people" aria-label={t('live.people', { count: people.length })}>
      {people.slice(0, shownMax).map((person) => {
        const where = placeName(person);
        const words = where ? t('live.personAt', { name: person.name, place: where }) : t('live.person', { name: person.name });
        return (
          <li key={person.id}>
            <button
              type="button"
              className="live-people__one"
              style={{ borderColor: person.colour }}
              aria-pressed={followed === person.id}
              aria-label={words}
              title={`${words}. ${followed === person.id ? t('live.unfollow') : t('live.follow')}`}
              onClick={() => setFollowed(followed === person.id ? null : person.id)}
            >
              <Avatar name={person.name} colour={person.colour} size={26} />
            </button>
          </li>
        );
      })}
      {people.length > shownMax && (
        <li className="live-people__more num" title={people.slice(shownMax).map((one) => one.name).join(', ')}>
          +{people.length - shownMax}
        </li>
      )}
    </ul>
  );
}
