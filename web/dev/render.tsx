/** Mounts a whole page at an address, with the mock API behind `fetch`. */

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import i18next from 'i18next';
import { vi } from 'vitest';
import { startI18n } from '../src/app/i18n';
import { makeRouter } from '../src/app/router';
import type { Lang } from '../src/lib/format';
import { handle, writtenMap, type Reply } from './mock';
import { closeRooms, lineTo } from './room';
import type { MapDocument } from '../src/api/types';

export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

/** `override` answers before the mock does; `undefined` leaves it to the mock. */
export async function openPage(
  address: string,
  lang: Lang = 'en',
  override: (method: string, path: string, body: unknown) => Reply | undefined | Promise<Reply | undefined> = () => undefined,
) {
  const asked: Asked[] = [];
  /** Maps the override answered with: their rooms open with the same. */
  const answered = new Map<string, MapDocument>();
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    const method = init?.method ?? 'GET';
    const path = url.replace('/api/v1', '');
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : (init?.body ?? undefined);
    asked.push({ method, path, body });
    const given = await override(method, path, body);
    const whole = method === 'GET' ? /^\/maps\/([^/?]+)$/.exec(path)?.[1] : undefined;
    if (given?.status === 200 && whole) answered.set(whole, given.body as MapDocument);
    const reply = given ?? handle(method, path, body);
    return new Response(reply.type ? String(reply.body) : JSON.stringify(reply.body), { status: reply.status, headers: { 'content-type': reply.type ?? 'application/json' } });
  });
  closeRooms();
  vi.stubGlobal('WebSocket', lineTo((id) => answered.get(id) ?? writtenMap(id), (id) => id.startsWith('read-only')));
  window.scrollTo = () => undefined;
  if (i18next.isInitialized) await i18next.changeLanguage(lang);
  await startI18n(lang);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = makeRouter(queries, createMemoryHistory({ initialEntries: [address] }));
  const view = render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { ...view, router, asked };
}
