import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { handle } from '../../../dev/mock';
import { openPage } from '../../../dev/render';
import type { MapDocument } from '../../api/types';

const measured = (design: string) => ({
  status: 'done',
  owner: 'Ann',
  due: '2026-12-31',
  measured: { design, change: { name: 'own', value: -0.03, unit: 'share', n: 400, base: { en: 'orders' } } },
});

/** The map with what a card is worth, and the drawer of that card open, as a reader sees it. */
async function drawerWith(worth: object, lang: 'en' | 'ru' = 'en') {
  await openPage('/maps/read-only-worth?card=t_cart_touch', lang, (method, path, body) => {
    if (method !== 'GET' || path !== '/maps/read-only-worth') return undefined;
    const doc = handle(method, '/maps/furniture', body).body as MapDocument;
    const cards = doc.cards.map((card) => (card.id === 't_cart_touch' ? { ...card, ...worth } : card));
    return { status: 200, body: { ...doc, id: 'read-only-worth', cards } };
  });
  return within(await screen.findByRole('dialog'));
}

it('a moment of truth says what it decides, and that it is associated', async () => {
  const drawer = await drawerWith({
    moment: {
      outcome: { en: 'whether they buy again' },
      effect: { name: 'own', value: 0.12, unit: 'share', lo: 0.08, hi: 0.16, n: 900, base: { en: 'orders' } },
    },
  });
  await waitFor(() => expect(drawer.getByText('whether they buy again')).toBeTruthy());
  expect(drawer.getByText(/associated/)).toBeTruthy();
  expect(drawer.getByText(/12%.*n = 900/)).toBeTruthy();
});

it('an action tells its effect, and only a lot lets it be a cause', async () => {
  const drawer = await drawerWith({ action: measured('before_after') });
  expect(await drawer.findByText('Before and after (associated)')).toBeTruthy();
  expect(drawer.getByText('Ann')).toBeTruthy();
  expect(drawer.queryByText(/caused/)).toBeNull();
});

it('the same in Russian', async () => {
  const drawer = await drawerWith({ action: measured('randomised') }, 'ru');
  expect(await drawer.findByText('Выбор по жребию (причина)')).toBeTruthy();
  expect(drawer.getByText('сделано')).toBeTruthy();
});
