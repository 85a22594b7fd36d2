import './face.css';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { drawFace, faceOf } from './faces';

type Named = { name: Record<string, string>; library?: string };
type Picture = NonNullable<MapDocument['images']>[number];

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Address of a drawing for an `img`: the picture stands alone there, its ids do not meet those of others. */
export const addressOf = (svg: string) => `data:image/svg+xml;base64,${base64(svg)}`;

/** What a drawing is told by: one persona has one face in all languages. */
export const seedOf = ({ name }: Named) => name.ru ?? name.en ?? name.und ?? Object.values(name)[0] ?? '';

export function pictureOf(persona: Named & { image?: string }, doc?: Pick<MapDocument, 'images'>): Picture | undefined {
  return persona.image === undefined ? undefined : doc?.images?.find((image) => image.id === persona.image);
}

/** The persona's picture, or a drawn face until there is one. Decoration where the name stands beside it. */
export function Face({ persona, picture, size = 40, alt = '' }: { persona: Named; picture?: Picture; size?: number; alt?: string }) {
  const { lang } = useText();
  const src = picture?.bytes ? `data:${picture.media_type};base64,${picture.bytes}` : addressOf(drawFace(faceOf(seedOf(persona))));
  return <img className="persona-face" src={src} width={size} height={size} alt={alt || (picture ? inLang(picture.alt, lang) : '')} />;
}

/** Several small faces in a row, with their names for those who point or listen. */
export function Faces({ people, max = 4 }: { people: readonly Named[]; max?: number }) {
  const { t, lang } = useText();
  const names = people.map((person) => inLang(person.name, lang)).join(', ');
  return (
    <span className="faces" title={names}>
      <span className="hidden-text">
        {t('personas.title')}: {names}
      </span>
      {people.slice(0, max).map((person, i) => (
        <Face key={i} persona={person} size={24} />
      ))}
      {people.length > max && <span className="faces__more num">+{people.length - max}</span>}
    </span>
  );
}
