import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { handle } from '../../../../dev/mock';
import { openPage } from '../../../../dev/render';
import { openRoom } from '../../../../dev/room';
import type { VoiceSteps } from '../../../api/voice';

const first = 'furniture';

test('the head of a stage says how much is said of it and leads to the texts', async () => {
  const { router } = await openPage(`/maps/${first}`, 'en');
  const link = (await screen.findAllByRole('link', { name: /^\d+ items?$|^\d+ things? said$|statements?$/ }))[0] as HTMLElement;
  link.click();
  await waitFor(() => expect(router.state.location.pathname).toBe('/voice/items'));
  expect(router.state.location.search).toMatchObject({ map: first });
});

test('when the room says that people spoke, the open map asks anew and shows it', async () => {
  let more = 0;
  const { asked } = await openPage(`/maps/${first}`, 'en', (method, path) => {
    if (method !== 'GET' || !path.startsWith('/voice/steps?map=')) return undefined;
    const reply = handle(method, path, undefined);
    const steps = reply.body as VoiceSteps;
    return { ...reply, body: { ...steps, items: steps.items.map((step) => ({ ...step, n_items: step.n_items > 0 ? 7_000 + more : 0 })) } };
  });
  const grid = await screen.findByRole('grid');
  expect((await within(grid).findAllByText('7,000')).length).toBeGreaterThan(0);
  more = 1;
  openRoom(first)?.notice({ kind: 'voice' });
  expect((await within(grid).findAllByText('7,001')).length).toBeGreaterThan(0);
  expect(asked.filter(({ path }) => path.startsWith('/voice/steps?map=')).length).toBeGreaterThan(1);
});
