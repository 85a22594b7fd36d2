export const sections = ['people', 'teams', 'workspaces', 'signing_in', 'audit'] as const;
export type Section = (typeof sections)[number];

/** Of the log of who did what: the lines of one person, of one kind. */
export interface SettingsSearch {
  person?: string;
  action?: string;
}

const word = (value: unknown) => (typeof value === 'string' && /^[\w.-]{1,80}$/.test(value) ? value : undefined);

export const settingsSearch = (search: Record<string, unknown>): SettingsSearch => ({ person: word(search.person), action: word(search.action) });
