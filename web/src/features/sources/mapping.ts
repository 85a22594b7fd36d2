/** Changes to a mapping, as the table of columns makes them. Pure. */

import type { ColumnMapping, Detected, InputMapping, MapOptions, Mapping, Role, TimeFormat } from '../../api/types';

/** What a column is, in the table's select. */
export type ColumnUse =
  | 'none'
  | 'actor'
  | 'activity'
  | 'time'
  | 'end'
  | Extract<Role, string>
  | 'actor_attribute'
  | 'event_attribute';

export const uses: ColumnUse[] = [
  ...(['none', 'actor', 'activity', 'time', 'end', 'channel', 'content', 'campaign', 'session', 'score', 'text'] as const),
  ...(['amount', 'currency', 'outcome', 'event_id', 'duration_s', 'actor_attribute', 'event_attribute'] as const),
];

/** A column as a mapping names it: names that look like constants are escaped. */
export const valueOf = (column: string) => (/^[=\\]|^#row$/.test(column) ? `\\${column}` : column);
const columnOf = (value: string | undefined) => (value?.startsWith('\\') ? value.slice(1) : value);

const roleUse = (role: Role): ColumnUse => (typeof role === 'string' ? role : 'actor_attribute' in role ? 'actor_attribute' : 'event_attribute');

function roleOf(use: ColumnUse, column: string): Role | null {
  if (use === 'actor_attribute') return { actor_attribute: column };
  if (use === 'event_attribute') return { event_attribute: column };
  return use === 'none' || use === 'actor' || use === 'activity' || use === 'time' || use === 'end' ? null : use;
}

/** A mapping the table can show whole: one event per row. Others are edited as text. */
export function isPlain(input: InputMapping): boolean {
  return input.events.length === 1 && (input.joins?.length ?? 0) === 0;
}

export function columnUse(input: InputMapping, column: string): ColumnUse {
  const event = input.events[0];
  if (columnOf(input.actor) === column) return 'actor';
  if (columnOf(event?.activity) === column) return 'activity';
  if (event?.time.column === column) return 'time';
  if (event?.end?.column === column) return 'end';
  const found = [...(input.columns ?? []), ...(event?.columns ?? [])].find((c) => columnOf(c.from) === column);
  return found ? roleUse(found.role) : 'none';
}

/** Gives a column another use. Actor, activity and time are moved, so exactly one column has each; so are single roles. */
export function withUse(input: InputMapping, column: string, use: ColumnUse, timeFormat?: TimeFormat): InputMapping {
  const event = input.events[0] ?? { activity: '', time: { column: '' } };
  const value = valueOf(column);
  const role = roleOf(use, column);
  const single = typeof role === 'string' ? role : null;
  const keep = (c: ColumnMapping) => columnOf(c.from) !== column && (single === null || c.role !== single);
  const columns = (input.columns ?? []).filter(keep);
  const before = columnUse(input, column);
  let next = { ...event, ...(event.columns ? { columns: event.columns.filter(keep) } : {}) };
  let actor = before === 'actor' ? undefined : input.actor;
  if (before === 'activity') next = { ...next, activity: '' };
  if (before === 'time') next = { ...next, time: { column: '' } };
  if (before === 'end') next = { ...next, end: undefined };
  if (use === 'actor') actor = value;
  if (use === 'activity') next = { ...next, activity: value };
  if (use === 'time') next = { ...next, time: { column, ...(timeFormat ? { format: timeFormat } : {}) } };
  if (use === 'end') next = { ...next, end: { column, ...(timeFormat ? { format: timeFormat } : {}) } };
  if (role !== null) columns.push({ from: value, role });
  if (next.end === undefined) delete next.end;
  return { ...input, actor, columns, events: [next, ...input.events.slice(1)] };
}

/** What a mapping still lacks before it can be used. */
export function lacks(input: InputMapping): ('actor' | 'activity' | 'time')[] {
  const event = input.events[0];
  const missing: ('actor' | 'activity' | 'time')[] = [];
  if (!input.actor) missing.push('actor');
  if (!event?.activity) missing.push('activity');
  if (!event?.time.column) missing.push('time');
  return missing;
}

export const complete = (mapping: Mapping) => mapping.inputs.every((input) => input.events.length === 0 || lacks(input).length === 0);

/** A first mapping from what a person chose while nothing could be proposed. */
export function optionsWith(options: MapOptions, column: string, use: ColumnUse): MapOptions {
  const next = { ...options };
  for (const key of ['actor', 'activity', 'time'] as const) if (next[key] === valueOf(column)) delete next[key];
  if (use === 'actor' || use === 'activity' || use === 'time') next[use] = valueOf(column);
  return next;
}

/** The input of a mapping that reads a file, by its pattern; the one without a pattern takes the rest. */
export function inputFor(mapping: Mapping, file: Detected): number {
  const matches = (pattern: string) => new RegExp(`^${pattern.split('*').map((s) => s.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(file.name);
  const named = mapping.inputs.findIndex((input) => input.files !== undefined && matches(input.files));
  return named >= 0 ? named : mapping.inputs.findIndex((input) => input.files === undefined);
}

/** Reads a mapping that was typed; the error names what is wrong. */
export function parseMapping(text: string): { mapping?: Mapping; error?: string } {
  try {
    const value = JSON.parse(text) as Mapping;
    if (!Array.isArray(value.inputs)) return { error: '"inputs"' };
    return { mapping: value };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
