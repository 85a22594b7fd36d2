/** What the mock server knows of people: sessions, members, invitations, teams, tokens, sharing. It forgets on a restart. */

import type { Role, Session } from '../src/api/session';
import type { AccessEntry, ApiToken, AuditEntry, Invitation, Member, Share, SharedGate, Team } from '../src/api/accounts';
import type { MapComment } from '../src/api/reviewQueries';
import type { MapDocument } from '../src/api/types';
import type { Reply } from './mock';

const ok = (body: unknown, status = 200): Reply => ({ status, body });
const refused = (status: number, code: string, message: string, path?: string): Reply => ({ status, body: { code, message, ...(path ? { path } : {}) } });
const missing = refused(404, 'not_found', 'There is nothing here');

const vera = { id: 'p-vera', name: 'Вера Лебедева', email: 'vera@example.org', language: undefined, colour: '#0f766e', installation_admin: true };

/** How the server meets the browser. `open`, as the demo does, where nothing else is said. */
export type MockMode = Session['mode'];

function begin(mode: MockMode) {
  const members: Member[] = [
    { id: vera.id, name: vera.name, email: vera.email, role: 'owner', teams: [], last_seen_at: '2026-11-20T08:58:00Z', disabled: false },
    { id: 'p-tom', name: 'Tom Harris', email: 'tom@example.org', role: 'administrator', teams: ['t-cx'], last_seen_at: '2026-11-19T16:20:00Z', disabled: false },
    { id: 'p-ivan', name: 'Иван Сергеев', email: 'ivan@example.org', role: 'editor', teams: ['t-cx', 't-log'], last_seen_at: '2026-11-18T07:00:00Z', disabled: false },
    { id: 'p-lea', name: 'Léa Martin', email: 'lea@example.org', role: 'commenter', teams: [], disabled: false },
    { id: 'p-olga', name: 'Ольга Ким', email: 'olga@example.org', role: 'viewer', teams: ['t-log'], last_seen_at: '2026-06-02T10:00:00Z', disabled: true },
  ];
  const teams: Team[] = [
    { id: 't-cx', name: 'CX', members: ['p-tom', 'p-ivan'] },
    { id: 't-log', name: 'Логистика', members: ['p-ivan', 'p-olga'] },
  ];
  const invitations: Invitation[] = [{ id: 'i1', email: 'new@example.org', role: 'editor', invited_by: vera.name, created_at: '2026-11-19T09:00:00Z', expires_at: '2026-11-26T09:00:00Z' }];
  const tokens: ApiToken[] = [{ id: 'k1', name: 'Nightly export', scopes: ['read'], created_at: '2026-10-01T09:00:00Z', expires_at: '2027-01-01T00:00:00Z', last_used_at: '2026-11-20T03:00:00Z' }];
  const access: AccessEntry[] = [{ team: 't-log', role: 'commenter' }, { person: 'p-lea', role: 'editor' }];
  const shares: Share[] = [
    { id: 's1', name: 'For the agency', can_comment: true, has_password: true, hide_lanes: ['back_stage'], hide_evidence: true, expires_at: '2026-12-31T00:00:00Z', created_at: '2026-11-10T09:00:00Z', created_by: { id: vera.id, name: vera.name }, opened_at: '2026-11-20T07:30:00Z', opened: 14 },
    { id: 's2', name: 'Trade fair', can_comment: false, has_password: false, hide_lanes: [], hide_evidence: false, revoked_at: '2026-11-15T09:00:00Z', created_at: '2026-11-01T09:00:00Z', created_by: { id: vera.id, name: vera.name }, opened: 0 },
  ];
  return { mode, person: { ...vera }, workspaces: [{ id: 'w1', name: 'Мебельный дом', role: 'owner' as const }, { id: 'w2', name: 'Service lab', role: 'editor' as const }], members, teams, invitations, tokens, access, shares, guest: null as string | null, mapRole: null as Role | null, guestComments: [] as MapComment[] };
}

let state = begin((process.env.TROPA_MOCK_SESSION as MockMode | undefined) ?? 'open');

/** Begins anew, with the browser met in this way; `role` in the workspace and on its maps, where it is not the owner's. */
export function meetAs(mode: MockMode, role?: { here: Role; onMaps: Role }) {
  state = begin(mode);
  if (!role) return;
  for (const one of state.workspaces) (one as { role: Role }).role = role.here;
  state.mapRole = role.onMaps;
}

function session(): Session {
  switch (state.mode) {
    case 'open':
      return { mode: 'open', version: '0.1.0' };
    case 'setup':
      return { mode: 'setup', setup_code_needed: false, version: '0.1.0' };
    case 'sign_in':
      return { mode: 'sign_in', sso: { name: 'Keycloak' }, mail: true, version: '0.1.0' };
    case 'signed_in':
      return { mode: 'signed_in', person: state.person, workspaces: state.workspaces, sso: { name: 'Keycloak' }, mail: true, version: '0.1.0' };
  }
}

const actions = ['sign_in', 'write_map', 'make_share', 'invite', 'change_person', 'sign_in_refused', 'comment', 'make_token'];
const audit: AuditEntry[] = Array.from({ length: 130 }, (_, i) => {
  const who = state.members[i % 4] as Member;
  return {
    seq: 130 - i,
    at: new Date(Date.UTC(2026, 10, 20, 9) - i * 2_700_000).toISOString(),
    person: { id: who.id, name: who.name },
    via: i % 9 === 4 ? 'token' : 'session',
    action: actions[i % actions.length] as string,
    ...(i % 8 === 1 || i % 8 === 2 || i % 8 === 6 ? { object_kind: 'map', object_id: 'furniture' } : {}),
    ip: '192.0.2.17',
  };
});

const later = (days: number) => new Date(Date.UTC(2026, 10, 20) + days * 86_400_000).toISOString();
const lists = { '/people': 'members', '/teams': 'teams', '/invitations': 'invitations', '/tokens': 'tokens' } as const;

/** Answers what concerns people; `undefined` is left to others. */
export function accounts(method: string, url: URL, body: unknown, stored: (address: string) => MapDocument | undefined): Reply | undefined {
  const key = `${method} ${url.pathname}`;
  const wish = (body ?? {}) as Record<string, unknown>;
  switch (key) {
    case 'GET /session':
      return ok(session());
    case 'POST /session':
      if (String(wish.password) === 'wrong password') return refused(401, 'wrong_password', 'E-mail or password is wrong');
      state.mode = 'signed_in';
      return ok(session());
    case 'DELETE /session':
      state.mode = 'sign_in';
      return ok(undefined);
    case 'POST /setup':
      if (String(wish.password) === 'qwertyuiop') return refused(422, 'bad_password', 'This password is among the most common ones', 'password');
      state.mode = 'signed_in';
      state.person = { ...state.person, name: String(wish.name), email: String(wish.email) };
      state.workspaces = [{ id: 'w1', name: String(wish.workspace), role: 'owner' }];
      return ok(session(), 201);
    case 'PATCH /session/person':
      Object.assign(state.person, wish);
      return ok(state.person);
    case 'POST /session/password':
      return String(wish.old) === 'wrong password' ? refused(401, 'wrong_password', 'The present password is another one', 'old') : ok(undefined);
    case 'GET /session/all':
      return ok({ items: [
        { id: 'a', created_at: '2026-11-20T08:00:00Z', seen_at: '2026-11-20T09:00:00Z', ip: '192.0.2.17', agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/146.0 Safari/537.36', current: true },
        { id: 'b', created_at: '2026-11-12T08:00:00Z', seen_at: '2026-11-18T19:12:00Z', ip: '198.51.100.4', agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/605', current: false },
      ] });
    case 'POST /password_resets':
      return ok(undefined, 202);
    case 'GET /installation':
      return ok({ version: '0.1.0', database: 'sqlite', sso: { name: 'Keycloak', issuer: 'https://id.example.org/realms/main', allowed_domains: ['example.org'], role: 'viewer' }, mail: { from: 'tropa@example.org' } });
    case 'GET /workspaces':
      return ok({ items: state.workspaces });
    case 'POST /workspaces':
      state.workspaces.push({ id: `w${state.workspaces.length + 1}`, name: String(wish.name), role: 'owner' });
      return ok(state.workspaces[state.workspaces.length - 1], 201);
    case 'POST /invitations': {
      const made: Invitation = { id: `i${Date.now()}`, email: String(wish.email), role: wish.role as Invitation['role'], invited_by: state.person.name, created_at: later(0), expires_at: later(7) };
      state.invitations = [...state.invitations.filter((one) => one.email !== made.email), made];
      return ok({ ...made, link: 'http://localhost/join/3xampl3-t0k3n', mailed: true }, 201);
    }
    case 'POST /teams': {
      const made: Team = { id: `t${Date.now()}`, name: String(wish.name), members: [] };
      state.teams.push(made);
      return ok(made, 201);
    }
    case 'POST /tokens': {
      const made: ApiToken = { id: `k${Date.now()}`, name: String(wish.name), scopes: wish.scopes as ApiToken['scopes'], created_at: later(0), expires_at: (wish.expires_at as string | undefined) ?? undefined };
      state.tokens.push(made);
      return ok({ ...made, token: 'tropa_3xampl3_0f_4_t0k3n_sh0wn_0nc3' }, 201);
    }
    case 'GET /audit': {
      const before = Number(url.searchParams.get('before') ?? Infinity);
      const [person, action, limit] = ['person', 'action', 'limit'].map((name) => url.searchParams.get(name));
      const all = audit.filter((one) => one.seq < before && (!person || one.person?.id === person) && (!action || one.action.startsWith(action)));
      const items = all.slice(0, Number(limit ?? 50));
      return ok({ items, ...(all.length > items.length ? { next: items[items.length - 1]?.seq } : {}) });
    }
  }
  if (method === 'GET' && url.pathname in lists) return ok({ items: state[lists[url.pathname as keyof typeof lists]] });
  return one(method, url.pathname, wish) ?? sharing(method, url, wish, stored);
}

function one(method: string, path: string, wish: Record<string, unknown>): Reply | undefined {
  const [, list, id, more] = /^\/(people|teams|invitations|tokens|workspaces|session\/all|invitations\/by_token|password_resets)\/([^/]+)(\/reset_link)?$/.exec(path) ?? [];
  if (!list || !id) return undefined;
  const key = `${method} ${list}${more ?? ''}`;
  const change = <T extends { id: string }>(items: T[]) => {
    const found = items.find((item) => item.id === id);
    if (!found) return missing;
    Object.assign(found, wish);
    return ok(found);
  };
  const without = <T extends { id: string }>(items: T[]) => items.filter((item) => item.id !== id);
  switch (key) {
    case 'GET invitations/by_token':
      return id === 'gone' ? refused(410, 'expired', 'The invitation is over') : ok({ workspace: 'Мебельный дом', email: 'new@example.org', role: 'editor', invited_by: vera.name });
    case 'POST invitations/by_token':
      state.mode = 'signed_in';
      state.person = { ...state.person, name: String(wish.name ?? state.person.name), email: 'new@example.org' };
      return ok(session());
    case 'POST password_resets':
      return ok(undefined);
    case 'POST people/reset_link':
      return ok({ link: 'http://localhost/reset/3xampl3-t0k3n', expires_at: later(1) });
    case 'PATCH people': {
      const owners = state.members.filter((member) => member.role === 'owner' && !member.disabled);
      if (owners.length === 1 && owners[0]?.id === id && (wish.role !== 'owner' || wish.disabled)) return refused(409, 'not_allowed', 'The last owner stays: make somebody else an owner first');
      return change(state.members);
    }
    case 'DELETE people':
      state.members = without(state.members);
      return ok(undefined);
    case 'PATCH teams':
      return change(state.teams);
    case 'DELETE teams':
      state.teams = without(state.teams);
      return ok(undefined);
    case 'DELETE invitations':
      state.invitations = without(state.invitations);
      return ok(undefined);
    case 'DELETE tokens':
      state.tokens = without(state.tokens);
      return ok(undefined);
    case 'DELETE session/all':
      return ok(undefined);
    case 'PATCH workspaces':
      return change(state.workspaces);
  }
  return undefined;
}

/** A map as a guest gets it: what is hidden is not in it. */
function narrowed(map: MapDocument, share: Share): MapDocument {
  const lanes = map.lanes.filter((lane) => !share.hide_lanes.includes(lane.id));
  const cards = map.cards.filter((card) => lanes.some((lane) => lane.id === card.lane));
  return { ...map, lanes, cards: share.hide_evidence ? cards.map((card) => ({ ...card, evidence: undefined })) : cards, ...(share.hide_evidence ? { origin: undefined } : {}) };
}

function sharing(method: string, url: URL, wish: Record<string, unknown>, stored: (address: string) => MapDocument | undefined): Reply | undefined {
  const map = /^\/maps\/([^/]+)\/(access|shares|summary)(?:\/([^/]+))?$/.exec(url.pathname);
  if (map) {
    const [, , what, id] = map;
    switch (`${method} ${what}${id ? '/id' : ''}`) {
      case 'GET summary':
        return ok({ id: map[1], role: state.mapRole ?? state.workspaces[0]?.role ?? 'owner' });
      case 'GET access':
        return ok({ items: state.access });
      case 'PUT access':
        state.access = wish.items as AccessEntry[];
        return ok({ items: state.access });
      case 'GET shares':
        return ok({ items: state.shares });
      case 'POST shares': {
        const { password, ...rest } = wish;
        const made = { hide_lanes: [], hide_evidence: false, can_comment: false, ...rest, id: `s${Date.now()}`, has_password: Boolean(password), created_at: later(0), created_by: { id: vera.id, name: vera.name }, opened: 0 } as unknown as Share;
        state.shares = [made, ...state.shares];
        return ok({ ...made, link: 'http://localhost/shared/3xampl3-t0k3n' }, 201);
      }
      case 'PATCH shares/id': {
        const { password, expires_at, ...rest } = wish;
        const change = { ...rest, ...(password === undefined ? {} : { has_password: password !== null }), ...(expires_at === undefined ? {} : { expires_at: expires_at ?? undefined }) };
        state.shares = state.shares.map((share) => (share.id === id ? ({ ...share, ...change } as Share) : share));
        return ok(state.shares.find((share) => share.id === id));
      }
      case 'DELETE shares/id':
        state.shares = state.shares.map((share) => (share.id === id ? { ...share, revoked_at: later(0) } : share));
        return ok(undefined);
    }
    return undefined;
  }
  const shared = /^\/shared\/([^/]+)(?:\/(map|comments|render))?$/.exec(url.pathname);
  if (!shared) return undefined;
  const [, token, part] = shared;
  if (token === 'gone') return refused(410, 'expired', 'The link was taken back');
  const document = stored('/maps/furniture');
  if (!document) return missing;
  const share = { ...(state.shares[0] as Share), hide_lanes: document.lanes.filter((lane) => lane.role === 'kpis').map((lane) => lane.id) };
  const locked = token === 'locked' && state.guest === null;
  switch (`${method} ${part ?? ''}`) {
    case 'GET ': {
      const gate: SharedGate = locked ? { needs_password: true, workspace: 'Мебельный дом' } : { needs_password: false, title: document.title, can_comment: true, workspace: 'Мебельный дом', ...(state.guest ? { guest: { name: state.guest } } : {}) };
      return ok(gate);
    }
    case 'POST ':
      if (locked && wish.password !== 'open sesame') return refused(401, 'wrong_password', 'This is not the password of the link', 'password');
      state.guest = String(wish.name ?? '') || 'Guest';
      return ok({ needs_password: false, title: document.title, can_comment: true });
  }
  if (locked) return refused(401, 'not_signed_in', 'The link has a password');
  switch (`${method} ${part ?? ''}`) {
    case 'GET map':
      return ok(narrowed(document, share));
    case 'GET comments':
      return ok({ items: state.guestComments });
    case 'POST comments': {
      const made = { id: `c${state.guestComments.length}`, at: String(wish.at ?? ''), text: String(wish.text), by: state.guest ?? 'Guest', when: later(0) };
      state.guestComments.push(made);
      return ok(made, 201);
    }
    case 'GET render':
      return { status: 200, type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>' };
  }
  return undefined;
}
