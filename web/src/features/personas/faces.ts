/** Faces drawn from parts: for personas without a photograph. The same parts give the same picture, byte for byte. */

/** How many choices each part has. The order of the keys is that of the editor. */
export const parts = { skin: 6, hair: 9, colour: 7, beard: 4, glasses: 3, mouth: 3, clothes: 8, ground: 6 } as const;
export type Part = keyof typeof parts;
/** Each from 0 to below its count. */
export type Face = Record<Part, number>;
export const partNames = Object.keys(parts) as Part[];

const skins = ['#f6d5bd', '#eab994', '#d79b6f', '#b87748', '#8d5733', '#613a22'];
const skinShades = ['#e8bfa3', '#d6a07a', '#bf8257', '#9d6137', '#744527', '#4d2c19'];
const hairs = ['#2b2320', '#5a3b28', '#8a5a34', '#c58f4e', '#e3c27c', '#9d9a96', '#b4532f'];
const cloths = ['#14524a', '#2563a8', '#6d4fc4', '#a2467f', '#c2560c', '#4d7c0f', '#3d4a52', '#b8860b'];
const grounds = ['#dcece5', '#dbe7f6', '#e9e3fa', '#f9e3ee', '#fbecc9', '#e6e8e1'];

const ink = '#2a2522';

/** What lies behind the head: long hair and scarves. */
const behind: Record<number, (c: string) => string> = {
  2: (c) => `<path d="M34 50C32 26 46 18 60 18s28 8 26 32c0 16-2 22-5 26H39c-3-4-5-10-5-26z" fill="${c}"/>`,
  3: (c) => `<path d="M33 50C30 24 46 16 60 16s30 8 27 34c0 20 3 34 4 46H29c1-12 4-26 4-46z" fill="${c}"/>`,
  4: (c) => `<g fill="${c}"><circle cx="40" cy="40" r="13"/><circle cx="50" cy="28" r="13"/><circle cx="70" cy="28" r="13"/><circle cx="80" cy="40" r="13"/><circle cx="37" cy="56" r="10"/><circle cx="83" cy="56" r="10"/></g>`,
  5: (c) => `<circle cx="60" cy="17" r="10" fill="${c}"/>`,
  8: (c) => `<path d="M32 52C30 26 45 16 60 16s30 10 28 36c0 18 6 30 8 42l-20 8H44l-20-8c2-12 8-24 8-42z" fill="${c}"/>`,
};

/** What lies over the forehead. 0 has none. */
const over: Record<number, (c: string) => string> = {
  1: (c) => `<path d="M36 52c-2-20 8-31 25-31 15 0 25 9 23 31-2-8-5-13-9-16-9 3-22 3-30-1-4 4-7 9-9 17z" fill="${c}"/>`,
  2: (c) => `<path d="M37 50c0-18 9-26 23-26s23 8 23 26c-6-3-13-8-17-14-7 8-18 13-29 14z" fill="${c}"/>`,
  3: (c) => `<path d="M37 52c-1-20 9-29 23-29s24 9 23 29c-4-8-12-14-23-21-8 8-17 12-23 21z" fill="${c}"/>`,
  4: (c) => `<path d="M37 48c-1-16 9-26 23-26s24 10 23 26c-3-2-5-4-7-7-3 3-8 4-13 2-4 3-9 3-13-1-3 4-8 6-13 6z" fill="${c}"/>`,
  5: (c) => `<path d="M37 50c-1-18 9-27 23-27s24 9 23 27c-3-8-9-15-23-15s-20 7-23 15z" fill="${c}"/>`,
  6: (c) => `<path d="M36 50c-3-20 9-30 26-29 14 1 23 10 22 27-6-5-10-9-12-14-8 5-21 6-28 3-3 3-6 7-8 13z" fill="${c}"/><path d="M62 20c6-6 14-6 18-1-5 0-9 2-11 6z" fill="${c}"/>`,
  7: (c) => `<path d="M37 58c-3-8-3-16 1-20 1 4 2 8 2 12zM83 58c3-8 3-16-1-20-1 4-2 8-2 12z" fill="${c}"/>`,
  8: (c) => `<path d="M36 58c-4-24 8-36 24-36s28 12 24 36c-1-16-9-25-24-25s-23 9-24 25z" fill="${c}"/>`,
};

const beards: Record<number, (c: string) => string> = {
  1: (c) => `<path d="M52 66c4-3 12-3 16 0-3 2-13 2-16 0z" fill="${c}"/>`,
  2: (c) => `<path d="M38 58c2 3 5 5 9 6 4-2 22-2 26 0 4-1 7-3 9-6 0 14-8 24-22 24S38 72 38 58z" fill="${c}"/>`,
  3: (c) => `<path d="M53 66c4-3 10-3 14 0 1 4 0 14-7 14s-8-10-7-14z" fill="${c}"/>`,
};

const mouths = ['M53 68q7 6 14 0', 'M54 69h12', 'M52 66q8 11 16 0z'];

/** The picture as SVG text, 120 × 120, round. The parts stand in it, so that it can be changed later. */
export function drawFace(face: Face): string {
  const at = (list: readonly string[], part: Part) => list[face[part] % list.length] as string;
  const skin = at(skins, 'skin');
  const shade = at(skinShades, 'skin');
  const scarf = face.hair === 8;
  const hair = scarf ? at(cloths, 'clothes') : at(hairs, 'colour');
  const brow = at(hairs, 'colour');
  const open = face.mouth === 2;
  const glasses =
    face.glasses === 0
      ? ''
      : `<g fill="#fff" fill-opacity=".22" stroke="${ink}" stroke-width="1.8">${
          face.glasses === 1 ? '<circle cx="50.5" cy="54" r="7.5"/><circle cx="69.5" cy="54" r="7.5"/>' : '<rect x="42" y="48.5" width="16" height="11" rx="3"/><rect x="62" y="48.5" width="16" height="11" rx="3"/>'
        }</g><path d="M58 53q2-1.5 4 0" fill="none" stroke="${ink}" stroke-width="1.8"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="120" height="120"><desc>${writeFace(face)}</desc>` +
    `<defs><clipPath id="round"><circle cx="60" cy="60" r="60"/></clipPath></defs><g clip-path="url(#round)">` +
    `<rect width="120" height="120" fill="${at(grounds, 'ground')}"/>` +
    (behind[face.hair]?.(hair) ?? '') +
    `<path d="M16 122c2-26 20-34 44-34s42 8 44 34z" fill="${at(cloths, 'clothes')}"/>` +
    `<path d="M50 72h20v16c-3 7-17 7-20 0z" fill="${shade}"/>` +
    (scarf ? `<path d="M40 84q20 16 40 0l4 14q-24 12-48 0z" fill="${hair}"/>` : '') +
    `<circle cx="37.5" cy="55" r="5" fill="${shade}"/><circle cx="82.5" cy="55" r="5" fill="${shade}"/>` +
    `<path d="M37 48c0-16 10-24 23-24s23 8 23 24c0 20-9 32-23 32S37 68 37 48z" fill="${skin}"/>` +
    (beards[face.beard]?.(brow) ?? '') +
    (over[face.hair]?.(hair) ?? '') +
    `<path d="M46 47q4.5-3 9 0M65 47q4.5-3 9 0" fill="none" stroke="${brow}" stroke-width="2.2" stroke-linecap="round"/>` +
    `<ellipse cx="50.5" cy="54" rx="2.2" ry="2.8" fill="${ink}"/><ellipse cx="69.5" cy="54" rx="2.2" ry="2.8" fill="${ink}"/>` +
    `<path d="M60 55q-3 6 1 6.5" fill="none" stroke="${shade}" stroke-width="2" stroke-linecap="round"/>` +
    `<path d="${mouths[face.mouth % mouths.length]}" fill="${open ? '#fff' : 'none'}" stroke="${face.skin > 3 ? '#3a1e14' : '#8c3b33'}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>` +
    glasses +
    '</g></svg>'
  );
}

/** `face 0.3.1.0.1.0.4.2` */
export const writeFace = (face: Face): string => `face ${partNames.map((part) => face[part]).join('.')}`;

/** The parts of a picture that `drawFace` made; `null` for any other picture. */
export function readFace(svg: string): Face | null {
  const found = /<desc>face ((?:\d{1,2}\.){7}\d{1,2})<\/desc>/.exec(svg)?.[1]?.split('.').map(Number);
  if (!found || found.some((value, i) => value >= parts[partNames[i] as Part])) return null;
  return Object.fromEntries(partNames.map((part, i) => [part, found[i] ?? 0])) as Face;
}

/** FNV-1a: spreads names well and is the same everywhere. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193) >>> 0;
  return h;
}

/** Most Russian names of women, and many others, end so. A guess for a drawing, which a person corrects with one click. */
const longHair = /[аяa]$/i;

/** The face of whoever has none yet: told by the name alone. Without a beard or a scarf: those are for people to choose. */
export function faceOf(name: string): Face {
  const pick = (part: Part, below: number = parts[part]) => hash(`${part} ${name}`) % below;
  const hairs = longHair.test(name.trim().split(/[\s,]/)[0] ?? '') ? [2, 3, 5, 4] : [1, 6, 4, 1];
  return { skin: pick('skin', 4), hair: hairs[pick('hair', 4)] ?? 1, colour: pick('colour'), beard: 0, glasses: hash(`glasses ${name}`) % 4 === 0 ? 1 : 0, mouth: 0, clothes: pick('clothes'), ground: pick('ground') };
}

/** Another face, by chance. */
export function anyFace(): Face {
  const chance = crypto.getRandomValues(new Uint8Array(partNames.length));
  const face = Object.fromEntries(partNames.map((part, i) => [part, (chance[i] as number) % parts[part]])) as Face;
  // Beards under scarves and on every second face are not what one meets.
  return { ...face, beard: face.hair === 8 || [2, 3, 5].includes(face.hair) || (chance[3] as number) > 90 ? 0 : face.beard };
}
