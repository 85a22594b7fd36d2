/** What a map can be downloaded as, what each format lets one choose, and the address of the file. */

import { apiBase } from '../../api/client';
import { drawnFormats, exportFormats, layouts, papers, themes } from '../../api/words';

/** As `xlsx-grid` of the exchange formats, which also says what is lost. */
type Twice = 'xlsx';
export type DrawnFormat = Exclude<(typeof drawnFormats)[number], Twice>;
export type DataFormat = (typeof exportFormats)[number];
export type LayoutWord = (typeof layouts)[number];
export type PaperWord = (typeof papers)[number];
export type ThemeWord = (typeof themes)[number];
export type Format = DrawnFormat | DataFormat;

/** A drawing or document for people; all others are for programs, and each says what it cannot carry. */
export const isDrawn = (format: Format): format is DrawnFormat => (drawnFormats as readonly string[]).includes(format);

/** What a person chose; the rest follows from the format. All of it may stand in the address of the page. */
export interface ExportChoice {
  export?: Format;
  layout?: LayoutWord;
  /** `whole`: one sheet as large as the drawing, also for formats that would take paper. */
  paper?: PaperWord | 'whole';
  theme?: ThemeWord;
  lang?: 'ru' | 'en';
  persona?: string;
  stage?: string;
}

const known = <W extends string>(words: readonly W[], word: unknown): W | undefined => words.find((w) => w === word);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** By what one wants them for, the most wanted first. */
export const formatGroups: readonly { group: 'look' | 'table' | 'other' | 'whole'; formats: readonly Format[] }[] = [
  { group: 'look', formats: ['pdf', 'png', 'svg', 'pptx', 'html', 'md'] },
  { group: 'table', formats: ['xlsx-grid', 'xlsx-list', 'csv-grid', 'csv-list'] },
  { group: 'other', formats: ['mermaid', 'cjml', 'ojf', 'outline'] },
  { group: 'whole', formats: ['yaml', 'json'] },
];
export const formats: readonly Format[] = [...drawnFormats.filter((format): format is DrawnFormat => format !== 'xlsx'), ...exportFormats];

/** What the address says of an export; words nobody knows are left out. */
export function exportChoice(search: Record<string, unknown>): ExportChoice {
  const format = known(formats, search.export);
  if (!format) return {};
  return {
    export: format,
    layout: known(layouts, search.layout),
    paper: search.paper === 'whole' ? 'whole' : known(papers, search.paper),
    theme: known(themes, search.theme),
    lang: known(['ru', 'en'] as const, search.lang),
    persona: text(search.persona),
    stage: text(search.stage),
  };
}

type Option = 'layout' | 'paper' | 'theme' | 'lang' | 'persona' | 'stage';
const all: readonly Option[] = ['layout', 'paper', 'theme', 'lang', 'persona', 'stage'];

/** What can be chosen for a format: slides and documents have an order of their own, a page in the browser has no paper. */
export function takes(format: Format): readonly Option[] {
  switch (format) {
    case 'svg':
    case 'png':
    case 'pdf':
      return all;
    case 'html':
      return all.filter((option) => option !== 'paper');
    case 'pptx':
      return ['theme', 'lang', 'persona', 'stage'];
    case 'md':
      return ['lang', 'persona', 'stage'];
    case 'json':
    case 'yaml':
      return [];
    case 'mermaid':
    case 'cjml':
    case 'ojf':
      return ['lang', 'persona'];
    case 'outline':
    case 'csv-grid':
    case 'csv-list':
    case 'xlsx-grid':
    case 'xlsx-list':
      return ['lang'];
  }
}

/** The choice with what follows from the format, the page's language and its theme. */
export function settled(choice: ExportChoice, pageLang: 'ru' | 'en', pageTheme: 'light' | 'dark') {
  const format = choice.export ?? 'pdf';
  const onPaper = format === 'pdf' || format === 'pptx';
  return {
    format,
    layout: choice.layout ?? ('grid' as LayoutWord),
    paper: choice.paper ?? (format === 'pdf' ? ('auto' as PaperWord) : ('whole' as const)),
    theme: choice.theme ?? (onPaper ? ('light' as ThemeWord) : pageTheme),
    lang: choice.lang ?? pageLang,
    persona: choice.persona,
    stage: choice.stage,
  };
}
export type Settled = ReturnType<typeof settled>;

/** Where the file is. The same address gives the same bytes while the map stays as it is. */
export function fileAddress(id: string, wish: Settled, format: Format = wish.format): string {
  const options = takes(wish.format);
  const query = new URLSearchParams({ format });
  for (const option of all) {
    const value = wish[option];
    const plain = value === undefined || value === '' || (option === 'paper' && value === 'whole') || (option === 'layout' && value === 'grid');
    if (options.includes(option) && !plain) query.set(option, value);
  }
  return `${apiBase}/maps/${encodeURIComponent(id)}/${isDrawn(format) ? 'render' : 'export'}?${query}`;
}

/** What the browser shall call the file: the map and what makes this drawing special. */
export function fileName(id: string, wish: Settled): string {
  const options = takes(wish.format);
  const parts = [
    id,
    options.includes('layout') && wish.layout !== 'grid' && wish.layout,
    options.includes('paper') && wish.paper !== 'whole' && wish.paper !== 'auto' && wish.paper,
    options.includes('stage') && wish.stage,
    options.includes('persona') && wish.persona,
  ];
  const shape = /-(list)$/.exec(wish.format)?.[1];
  return `${[...parts, shape].filter(Boolean).join('-')}.${ending(wish.format)}`;
}

const endings: Partial<Record<Format, string>> = {
  json: 'tropa.json',
  yaml: 'tropa.yaml',
  mermaid: 'mmd',
  outline: 'md',
  'csv-grid': 'csv',
  'csv-list': 'csv',
  'xlsx-grid': 'xlsx',
  'xlsx-list': 'xlsx',
};
const ending = (format: Format): string => endings[format] ?? format;

/** A layout drawn small, from this very map. */
export function thumbnailAddress(id: string, layout: LayoutWord, wish: Settled): string {
  const query = new URLSearchParams({ format: 'svg', layout, page: '1', theme: wish.theme, lang: wish.lang });
  return `${apiBase}/maps/${encodeURIComponent(id)}/render?${query}`;
}
