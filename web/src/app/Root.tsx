import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { whenSignedOut } from '../api/client';
import { sessionQuery } from '../api/session';
import { Shell } from './Shell';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Without the frame of the app: a door (signing in, a guest's page). */
    bare?: boolean;
  }
}

/** Lets people in: pages for those whom the server knows, the door for the others. */
export function Root() {
  const queries = useQueryClient();
  const bare = useRouterState({ select: (s) => s.matches.some((match) => match.staticData.bare) });
  const here = useRouterState({ select: (s) => s.location.href });
  const { data: session, errorUpdateCount } = useQuery({ ...sessionQuery, enabled: !bare });
  useEffect(() => whenSignedOut(() => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })), [queries]);
  if (bare) return <Outlet />;
  // On the way to a door: its code is being fetched.
  if (/^\/(sign-in|setup)\b/.test(here)) return <div className="app-waits" aria-hidden="true" />;
  // Where the server is not reached, the page itself says so. Asking once more must not take it away again.
  if (!session && errorUpdateCount === 0) return <div className="app-waits" aria-hidden="true" />;
  if (session?.mode === 'setup') return <Navigate to="/setup" replace />;
  if (session?.mode === 'sign_in') return <Navigate to="/sign-in" search={{ next: here === '/' ? undefined : here }} replace />;
  return <Shell />;
}
