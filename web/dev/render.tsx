/** Mounts a whole page at an address, with the mock API behind `fetch`. */

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import i18next from 'i18next';
import { vi } from 'vitest';
import { startI18n } from '../src/app/i18n';
import { makeRouter } from '../src/app/router';
import type { Lang } from '../src/lib/format';
import { handle, type Reply } from './mock';

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
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    const method = init?.method ?? 'GET';
    const path = url.replace('/api/v1', '');
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : (init?.body ?? undefined);
    asked.push({ method, path, body });
    const reply = (await override(method, path, body)) ?? handle(method, path, body);
    return new Response(reply.type ? String(reply.body) : JSON.stringify(reply.body), { status: reply.status, headers: { 'content-type': reply.type ?? 'application/json' } });
  });
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
