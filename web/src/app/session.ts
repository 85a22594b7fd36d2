import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { chooseWorkspace, chosenWorkspace } from '../api/client';
import { roles, sessionQuery, signOut, type Person, type Role, type WorkspaceMembership } from '../api/session';
import { switchLang } from './i18n';

export interface Here {
  /** Without accounts: everybody on this machine may do everything. */
  open: boolean;
  person?: Person;
  workspace?: WorkspaceMembership;
  workspaces: WorkspaceMembership[];
  role: Role;
}

/** Who sits at this browser and where they work. Until the server has said it, nobody who may do nothing but look. */
export function useHere(): Here {
  const { data: session } = useQuery(sessionQuery);
  const workspaces = session?.workspaces ?? [];
  const workspace = workspaces.find((one) => one.id === chosenWorkspace()) ?? workspaces[0];
  const open = session?.mode === 'open';
  return { open, person: session?.person, workspace, workspaces, role: open ? 'owner' : (workspace?.role ?? 'viewer') };
}

/** Whether a role is enough for what needs at least `least`. */
export const mayAs = (role: Role, least: Role) => roles.indexOf(role) >= roles.indexOf(least);

/** Everything but the session itself is another person's or another workspace's now. */
export async function beginAnew(queries: QueryClient) {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  return queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
}

/** After a person has come in: their language, their data, and on to where they wanted to go. */
export function useEnter() {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(
    async (next: string) => {
      const session = await beginAnew(queries);
      if (session.person?.language) await switchLang(session.person.language);
      router.history.replace(next);
    },
    [queries, router],
  );
}

/** Ends the session and takes along what this browser kept of maps for work without a connection. */
export function useSignOut() {
  const queries = useQueryClient();
  return useCallback(async () => {
    await signOut();
    await import('../live/unsaved').then((live) => live.forgetUnsaved());
    chooseWorkspace(null);
    await beginAnew(queries);
  }, [queries]);
}

export function useSwitchWorkspace() {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(
    async (id: string) => {
      chooseWorkspace(id);
      await beginAnew(queries);
      await router.navigate({ to: '/' });
      await router.invalidate();
    },
    [queries, router],
  );
}

/** Only a place on this site: what stands in an address may have been written by anybody. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || /^\/[/\\]/.test(next) || /[\u0000-\u001f]/.test(next)) return '/';
  return /^\/(sign-in|setup|forgot|reset|join)\b/.test(next) ? '/' : next;
}
