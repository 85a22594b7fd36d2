/** People, teams, invitations, tokens, sharing and the log of who did what. */

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from './client';
import type { MapComment } from './reviewQueries';
import type { Person, Role } from './session';
import type { LocalText, MapDocument } from './types';

const id = encodeURIComponent;
const list = <Item>(key: string, path: string) =>
  queryOptions({
    queryKey: [key],
    queryFn: ({ signal }) => call<{ items: Item[] }>('GET', path, undefined, signal).then((answer) => answer.items),
  });

export interface Member {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Ids. */
  teams: string[];
  last_seen_at?: string;
  disabled: boolean;
}
export const peopleQuery = list<Member>('people', '/people');
export const changeMember = (member: string, change: { role?: Role; disabled?: boolean }) => call<unknown>('PATCH', `/people/${id(member)}`, change);
export const removeMember = (member: string) => call<unknown>('DELETE', `/people/${id(member)}`);
export const resetLink = (member: string) => call<{ link: string; expires_at: string }>('POST', `/people/${id(member)}/reset_link`);

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  invited_by?: string;
  created_at?: string;
  expires_at: string;
}
export interface MadeInvitation extends Invitation {
  /** Seen only when it is made. */
  link: string;
  mailed?: boolean;
}
export const invitationsQuery = list<Invitation>('invitations', '/invitations');
export const invite = (wish: { email: string; role: Role }) => call<MadeInvitation>('POST', '/invitations', wish);
export const takeBackInvitation = (invitation: string) => call<unknown>('DELETE', `/invitations/${id(invitation)}`);

export interface Team {
  id: string;
  name: string;
  /** Ids of people. */
  members: string[];
}
export const teamsQuery = list<Team>('teams', '/teams');
export const makeTeam = (name: string) => call<Team>('POST', '/teams', { name });
export const changeTeam = (team: string, change: { name?: string; members?: string[] }) => call<unknown>('PATCH', `/teams/${id(team)}`, change);
export const removeTeam = (team: string) => call<unknown>('DELETE', `/teams/${id(team)}`);

export const scopes = ['read', 'comment', 'write', 'admin'] as const;
export type Scope = (typeof scopes)[number];
export interface ApiToken {
  id: string;
  name: string;
  scopes: Scope[];
  created_at?: string;
  expires_at?: string;
  last_used_at?: string;
}
export const tokensQuery = list<ApiToken>('tokens', '/tokens');
export const makeToken = (wish: { name: string; scopes: Scope[]; expires_at?: string }) => call<{ id: string; token: string }>('POST', '/tokens', wish);
export const revokeToken = (token: string) => call<unknown>('DELETE', `/tokens/${id(token)}`);

export interface OwnSession {
  id: string;
  created_at: string;
  seen_at: string;
  ip?: string;
  agent?: string;
  current: boolean;
}
export const sessionsQuery = { ...list<OwnSession>('sessions', '/session/all'), retry: false };
export const endSession = (session: string) => call<unknown>('DELETE', `/session/all/${id(session)}`);
export const changePerson = (change: Partial<Pick<Person, 'name' | 'language' | 'colour'>>) => call<unknown>('PATCH', '/session/person', change);
export const changePassword = (wish: { old: string; new: string }) => call<unknown>('POST', '/session/password', wish);

export interface Installation {
  version: string;
  database?: 'sqlite' | 'postgresql';
  sso?: { name: string; issuer: string; allowed_domains?: string[]; role?: Role };
  mail?: { from: string };
}
export const installationQuery = queryOptions({ queryKey: ['installation'], retry: false, queryFn: ({ signal }) => call<Installation>('GET', '/installation', undefined, signal) });

export interface AuditEntry {
  seq: number;
  at: string;
  person?: { id: string; name: string };
  via?: string;
  action: string;
  object_kind?: string;
  object_id?: string;
  detail?: unknown;
  ip?: string;
}
export interface AuditFilter {
  person?: string;
  action?: string;
}
/** From the newest back, page after page. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '50', ...(filter.person ? { person: filter.person } : {}), ...(filter.action ? { action: filter.action } : {}), ...(pageParam === undefined ? {} : { before: String(pageParam) }) });
      return call<{ items: AuditEntry[]; next?: number | null }>('GET', `/audit?${query}`, undefined, signal);
    },
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const makeWorkspace = (name: string) => call<{ id: string }>('POST', '/workspaces', { name });
export const renameWorkspace = (workspace: string, name: string) => call<unknown>('PATCH', `/workspaces/${id(workspace)}`, { name });

/** What a person or a team may do with one map, where it is not what the workspace says. `none` hides the map. */
export type MapRole = Exclude<Role, 'owner' | 'administrator'> | 'none';
export type AccessEntry = ({ person: string; team?: undefined } | { team: string; person?: undefined }) & { role: MapRole };
export const accessQuery = (map: string) =>
  queryOptions({
    queryKey: ['access', map],
    queryFn: ({ signal }) => call<{ items: AccessEntry[] }>('GET', `/maps/${id(map)}/access`, undefined, signal).then((answer) => answer.items),
  });
export const setAccess = (map: string, items: AccessEntry[]) => call<unknown>('PUT', `/maps/${id(map)}/access`, { items });

export interface Share {
  id: string;
  name: string;
  can_comment: boolean;
  has_password: boolean;
  /** Ids of lanes. */
  hide_lanes: string[];
  hide_evidence: boolean;
  expires_at?: string;
  revoked_at?: string;
  created_at: string;
  created_by?: { id: string; name: string };
  opened_at?: string;
  /** How often. */
  opened: number;
}
export interface ShareWish {
  name: string;
  can_comment: boolean;
  password?: string;
  expires_at?: string;
  hide_lanes: string[];
  hide_evidence: boolean;
}
export const sharesQuery = (map: string) =>
  queryOptions({
    queryKey: ['shares', map],
    queryFn: ({ signal }) => call<{ items: Share[] }>('GET', `/maps/${id(map)}/shares`, undefined, signal).then((answer) => answer.items),
  });
export const makeShare = (map: string, wish: ShareWish) => call<Share & { link: string }>('POST', `/maps/${id(map)}/shares`, wish);
/** What is left out stays as it is; `null` takes away. */
export type ShareChange = Partial<Omit<ShareWish, 'password' | 'expires_at'>> & { password?: string | null; expires_at?: string | null };
export const changeShare = (map: string, share: string, change: ShareChange) => call<Share>('PATCH', `/maps/${id(map)}/shares/${id(share)}`, change);
export const revokeShare = (map: string, share: string) => call<unknown>('DELETE', `/maps/${id(map)}/shares/${id(share)}`);

/** What a link says before the map is shown. */
export interface SharedGate {
  needs_password: boolean;
  title?: LocalText;
  can_comment?: boolean;
  workspace?: string;
  guest?: { name: string };
}
export const gateQuery = (token: string) =>
  queryOptions({ queryKey: ['shared', token], retry: false, queryFn: ({ signal }) => call<SharedGate>('GET', `/shared/${id(token)}`, undefined, signal) });
export const sharedMapQuery = (token: string) =>
  queryOptions({ queryKey: ['shared', token, 'map'], retry: false, queryFn: ({ signal }) => call<MapDocument>('GET', `/shared/${id(token)}/map`, undefined, signal) });
export const openShared = (token: string, wish: { password?: string; name?: string }) => call<SharedGate>('POST', `/shared/${id(token)}`, wish);
export const sharedCommentsQuery = (token: string) =>
  queryOptions({ queryKey: ['shared', token, 'comments'], retry: false, queryFn: ({ signal }) => call<{ items: MapComment[] }>('GET', `/shared/${id(token)}/comments`, undefined, signal).then((answer) => answer.items) });
export const commentAsGuest = (token: string, wish: { at: string; text: string }) => call<MapComment>('POST', `/shared/${id(token)}/comments`, wish);
