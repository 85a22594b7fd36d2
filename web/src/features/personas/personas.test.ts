import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { MapDocument, MapSummary, Persona } from '../../api/types';
import { anyFace, drawFace, faceOf, partNames, parts, readFace } from './faces';
import { groupsOf, takersOf, traitKinds, withoutPersona, withPersona } from './group';

const doc = (more: Partial<MapDocument> = {}): MapDocument => ({ format: 'tropa.map', version: 2, id: 'm', title: {}, kind: 'customer', state: 'as_is', stages: [], lanes: [{ id: 'l', role: 'actions' }], cards: [], ...more });
const persona = (id: string, more: Partial<Persona> = {}): Persona => ({ id, name: { en: id }, ...more });
const picture = { id: 'i', media_type: 'image/svg+xml', bytes: 'x', alt: {} };

it('a drawn face tells its parts, and the same name has the same face', () => {
  for (let i = 0; i < 50; i++) {
    const face = anyFace();
    expect(readFace(drawFace(face))).toEqual(face);
  }
  expect(drawFace(faceOf('Анна'))).toBe(drawFace(faceOf('Анна')));
  expect(readFace('<svg><desc>face 9.9.9.9.9.9.9.9</desc></svg>')).toBeNull();
  expect(readFace('<svg/>')).toBeNull();
});

it('every choice of every part draws something of its own', () => {
  const plain = { skin: 0, hair: 1, colour: 0, beard: 1, glasses: 0, mouth: 0, clothes: 0, ground: 0 };
  for (const part of partNames) {
    const drawn = Array.from({ length: parts[part] }, (_, value) => drawFace({ ...plain, [part]: value }).replace(/<desc>.*<\/desc>/, ''));
    expect(new Set(drawn).size, part).toBe(parts[part]);
  }
});

it('every kind of trait stands in exactly one chapter', () => {
  const description = JSON.parse(readFileSync(join(__dirname, '../../../../crates/server/openapi.json'), 'utf8')) as { components: { schemas: Record<string, { enum?: string[]; oneOf?: { enum?: string[] }[] }> } };
  const kind = description.components.schemas.TraitKind;
  const all = [...(kind?.enum ?? []), ...(kind?.oneOf ?? []).flatMap((one) => one.enum ?? [])];
  expect([...traitKinds].sort()).toEqual([...all].sort());
});

it('personas of several maps are one by library, else by name', () => {
  const map = (id: string, personas: MapSummary['personas']) => ({ id, title: {}, personas }) as unknown as MapSummary;
  const groups = groupsOf([map('a', [{ id: '1', name: { en: 'Ann' } }]), map('b', [{ id: '2', name: { en: 'ann ' } }, { id: '3', name: { en: 'Ann' }, library: 'x' }])]);
  expect(groups.map((group) => group.standings.map((s) => s.id))).toEqual([['1', '2'], ['3']]);
});

it('a picture nobody shows any more leaves the map', () => {
  const with1 = withPersona(doc(), persona('p', { image: 'i' }), picture);
  expect(with1.images).toEqual([picture]);
  expect(withPersona(with1, persona('p')).images).toBeUndefined();
  const shown = doc({ ...with1, cards: [{ id: 'c', lane: 'l', at: 's', text: {}, state: 'assumption', image: 'i' }] });
  expect(withPersona(shown, persona('p')).images).toEqual([picture]);
});

it('who leaves the map leaves its cards; a card about nobody else goes too', () => {
  const card = (id: string, personas: string[]) => ({ id, lane: 'l', at: 's', text: {}, state: 'assumption' as const, personas });
  const map = withoutPersona(doc({ personas: [persona('a'), persona('b')], cards: [card('1', ['a']), card('2', ['a', 'b']), card('3', [])] }), 'a');
  expect(map.personas?.map((p) => p.id)).toEqual(['b']);
  expect(map.cards.map((c) => [c.id, c.personas])).toEqual([['2', ['b']], ['3', []]]);
});

it('taking part in a stage is told by its cards and lanes', () => {
  const stage = { id: 's', name: {}, steps: [{ id: 't', name: {} }] };
  const map = doc({
    stages: [stage],
    personas: [persona('a'), persona('b'), persona('c')],
    lanes: [{ id: 'l', role: 'actions' }, { id: 'lb', role: 'feelings', persona: 'b' }],
    cards: [{ id: '1', lane: 'l', at: 't', text: {}, state: 'assumption', personas: ['a'] }, { id: '2', lane: 'lb', at: 's', text: {}, state: 'assumption' }],
  });
  expect(takersOf(map, stage).map((p) => p.id)).toEqual(['a', 'b']);
});
