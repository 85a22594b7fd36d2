import { describe, expect, it } from 'vitest';
import { exportChoice, fileAddress, fileName, formatGroups, formats, settled } from './formats';

describe('the address of a file', () => {
  const of = (choice: Parameters<typeof settled>[0]) => fileAddress('shop', settled(choice, 'ru', 'dark'));

  it('holds what was chosen and nothing the format does not take', () => {
    expect(of({ export: 'svg', layout: 'time', paper: 'a3', stage: 's1' })).toBe('/api/v1/maps/shop/render?format=svg&layout=time&paper=a3&theme=dark&lang=ru&stage=s1');
    expect(of({ export: 'pptx', layout: 'time', paper: 'a3' })).toBe('/api/v1/maps/shop/render?format=pptx&theme=light&lang=ru');
    expect(of({ export: 'md', theme: 'dark', lang: 'en' })).toBe('/api/v1/maps/shop/render?format=md&lang=en');
    expect(of({ export: 'html', paper: 'a3' })).not.toMatch(/paper/);
    expect(of({ export: 'mermaid', theme: 'dark' })).toBe('/api/v1/maps/shop/export?format=mermaid&lang=ru');
    expect(of({ export: 'json' })).toBe('/api/v1/maps/shop/export?format=json');
  });

  it('a PDF is for paper: light, and the smallest sheet that holds all, unless told otherwise', () => {
    expect(of({ export: 'pdf' })).toMatch(/paper=auto&theme=light/);
    expect(of({ export: 'pdf', paper: 'whole' })).not.toMatch(/paper/);
  });
});

it('a file is called by its map and what is special about it', () => {
  const of = (choice: Parameters<typeof settled>[0]) => fileName('shop', settled(choice, 'en', 'light'));
  expect(of({ export: 'pdf', layout: 'storyboard', paper: 'a3-portrait' })).toBe('shop-storyboard-a3-portrait.pdf');
  expect(of({ export: 'pdf' })).toBe('shop.pdf');
  expect(of({ export: 'md', layout: 'time', stage: 'pay' })).toBe('shop-pay.md');
  expect([of({ export: 'xlsx-grid' }), of({ export: 'csv-list' }), of({ export: 'yaml' }), of({ export: 'mermaid' })]).toEqual(['shop.xlsx', 'shop-list.csv', 'shop.tropa.yaml', 'shop.mmd']);
});

it('words nobody knows are left out of an address', () => {
  expect(exportChoice({ export: 'pdf', layout: 'spiral', paper: 'a9', theme: 'pink', lang: 'de', stage: '' })).toEqual({ export: 'pdf' });
  expect(exportChoice({ export: 'exe', layout: 'grid' })).toEqual({});
});

it('every format stands in exactly one group', () => {
  expect(formatGroups.flatMap((group) => group.formats).sort()).toEqual([...formats].sort());
});
