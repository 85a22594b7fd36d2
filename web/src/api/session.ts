/** Who is here, and what the server says about it. */

import { queryOptions } from '@tanstack/react-query';
import { call, chooseWorkspace, chosenWorkspace } from './client';

/** From the least to the most a person may do. */
export const roles = ['viewer', 'commenter', 'editor', 'administrator', 'owner'] as const;
export type Role = (typeof roles)[number];

export interface Person {
  id: string;
  name: string;
  email: string;
  language?: 'ru' | 'en';
  /** Of the person's cursor on a map that others look at, `#rrggbb`. */
  colour: string;
  installation_admin?: boolean;
}

export interface WorkspaceMembership {
  id: string;
  name: string;
  role: Role;
}

export interface Session {
  /** `setup`: nobody exists yet; `open`: everybody on this machine is the owner, without accounts. */
  mode: 'setup' | 'sign_in' | 'open' | 'signed_in';
  person?: Person;
  workspaces?: WorkspaceMembership[];
  /** A provider people may sign in with. */
  sso?: { name: string };
  /** Whether a forgotten password can be answered by mail. */
  mail?: boolean;
  setup_code_needed?: boolean;
  version: string;
}

/** The workspace of this tab: the chosen one where the person still belongs to it, else the first. Tells whether it is another now. */
function settleWorkspace({ workspaces = [] }: Session): boolean {
  const before = chosenWorkspace();
  if (workspaces.length === 0 || workspaces.some((one) => one.id === before)) return false;
  chooseWorkspace(workspaces[0]?.id ?? null);
  return before !== null || workspaces.length > 1;
}

const isSession = (query: { queryKey: readonly unknown[] }) => query.queryKey[0] === 'session';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal, client }) => {
    const session = await call<Session>('GET', '/session', undefined, signal);
    // What was asked before with a workspace nobody is in any more is asked again.
    if (settleWorkspace(session)) void client.resetQueries({ predicate: (query) => !isSession(query) });
    return session;
  },
});

export const signIn = (wish: { email: string; password: string }) => call<unknown>('POST', '/session', wish);
export const signOut = () => call<unknown>('DELETE', '/session');
export const setUp = (wish: { name: string; email: string; password: string; workspace: string; language: 'ru' | 'en'; setup_code?: string }) => call<unknown>('POST', '/setup', wish);
export const askForReset = (email: string) => call<unknown>('POST', '/password_resets', { email });
export const resetPassword = (token: string, password: string) => call<unknown>('POST', `/password_resets/${encodeURIComponent(token)}`, { password });

export interface InvitationView {
  workspace: string;
  email: string;
  role: Role;
  invited_by?: string;
}

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    retry: false,
    queryFn: ({ signal }) => call<InvitationView>('GET', `/invitations/by_token/${encodeURIComponent(token)}`, undefined, signal),
  });
export const acceptInvitation = (token: string, wish: { name?: string; password?: string }) => call<unknown>('POST', `/invitations/by_token/${encodeURIComponent(token)}`, wish);

/** Where the browser goes to sign in at the provider; it comes back to `next`. */
export const ssoAddress = (next: string) => `/api/v1/session/oidc/start?next=${encodeURIComponent(next)}`;
