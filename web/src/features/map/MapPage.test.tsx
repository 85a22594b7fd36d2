import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { openPage } from '../../../dev/render';
import { map } from '../../../dev/mock';

describe('the map page', () => {
  it('shows stages, steps and lanes under the names of the reader’s language', async () => {
    await openPage('/maps/furniture', 'ru');
    expect(await screen.findByRole('heading', { level: 1, name: /Покупка мебели/ })).toBeTruthy();
    const grid = screen.getByRole('grid');
    expect(within(grid).getByRole('columnheader', { name: /Получить/ })).toBeTruthy();
    expect(within(grid).getByRole('columnheader', { name: /Доставка назначена/ })).toBeTruthy();
    expect(within(grid).getByRole('rowheader', { name: /Болевые точки/ })).toBeTruthy();
  });

  it('says the curve in words, with its gaps', async () => {
    await openPage('/maps/furniture');
    const lane = await screen.findByRole('rowheader', { name: /Feelings/ });
    expect(lane.textContent).toMatch(/lowest at step 12 “Support call” \(−1\.0, n = \d+\)/);
    expect(lane.textContent).toMatch(/7 of 14 steps are measured/);
  });

  it('Space opens the evidence of a card, Esc closes it and the focus is back on the card', async () => {
    const user = userEvent.setup();
    const { router, asked } = await openPage('/maps/furniture');
    const card = await waitFor(() => {
      const found = document.querySelector<HTMLElement>('[data-card="t_cart_touch"]');
      if (!found) throw new Error('not drawn yet');
      return found;
    });
    card.focus();
    await user.keyboard(' ');
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByText('touchpoint.reach')).toBeTruthy();
    expect(within(drawer).getByText('shop@3')).toBeTruthy();
    expect(await within(drawer).findAllByRole('article')).toHaveLength(5);
    expect(asked.find((a) => a.path === '/ask')?.body).toEqual({ source: 'shop', where: 'activity = "Cart"', ask: { journeys: { limit: 5 } } });
    expect(router.state.location.search).toMatchObject({ card: 't_cart_touch' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement?.getAttribute('data-card')).toBe('t_cart_touch'));
  });

  it('arrows walk the grid and Tab stops in it once', async () => {
    const user = userEvent.setup();
    await openPage('/maps/furniture');
    await screen.findByRole('grid');
    expect(document.querySelectorAll('[data-nav][tabindex="0"]')).toHaveLength(1);
    document.querySelector<HTMLElement>('[data-card="t_ad_seen_touch"]')?.focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.getAttribute('data-card')).toBe('t_website_visit_touch');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement?.getAttribute('data-card')).toBe('t_website_visit_mobile');
    expect(document.querySelectorAll('[data-nav][tabindex="0"]')).toHaveLength(1);
  });

  it('problems only leaves the steps that hurt', async () => {
    await openPage('/maps/furniture?show=problems');
    const grid = await screen.findByRole('grid');
    expect(within(grid).queryByRole('columnheader', { name: /Ad seen/ })).toBeNull();
    expect(within(grid).getByRole('columnheader', { name: /Support call/ })).toBeTruthy();
  });

  it('the outline says the same as headings', async () => {
    await openPage('/maps/furniture?view=outline');
    expect(await screen.findByRole('heading', { level: 2, name: /4\. Receive/ })).toBeTruthy();
    expect(screen.getByRole('heading', { level: 3, name: 'Delivery' })).toBeTruthy();
    const cards = screen.getAllByRole('button').filter((b) => b.dataset.card);
    expect(cards).toHaveLength(map.cards.length);
  });

  it('a card’s question opens in Explore', async () => {
    await openPage('/maps/furniture?card=s2_loss');
    const drawer = await screen.findByRole('dialog');
    const link = await within(drawer).findByRole('link', { name: /Open in Explore/ });
    expect(link.getAttribute('href')).toMatch(/^\/explore\?source=shop&tab=stages&steps=/);
  });

  it('a full cell shows its first cards and a number, until its lane is unfolded', async () => {
    const user = userEvent.setup();
    const lane = map.lanes.find((l) => l.role === 'channels')?.id ?? '';
    const at = map.cards.find((c) => c.lane === lane)?.at ?? '';
    const more = ['x1', 'x2', 'x3', 'x4'].map((id) => ({ id, lane, at, text: { en: id }, state: 'assumption' as const }));
    const full = { ...map, id: 'full', cards: [...map.cards, ...more] };
    await openPage('/maps/full', 'en', (_, path) => (path === '/maps/full' ? { status: 200, body: full } : undefined));
    const grid = await screen.findByRole('grid');
    const there = (id: string) => grid.querySelector(`[data-card="${id}"]`) !== null;
    expect(there('x4')).toBe(false);
    await user.click(within(grid).getByRole('button', { name: 'Show all: Channels' }));
    expect(there('x4')).toBe(true);
    await user.click(within(grid).getByRole('button', { name: 'Show less: Channels' }));
    expect(there('x4')).toBe(false);
    await user.click(within(grid).getByRole('button', { name: /^\d more$/ }));
    expect(there('x4')).toBe(true);
  });

  it('a large map is drawn near the eye only', async () => {
    const steps = Array.from({ length: 60 }, (_, i) => ({ id: `t${i}`, name: { en: `Step ${i}` }, main: true }));
    const big = {
      ...map,
      id: 'big',
      stages: [{ id: 's', name: { en: 'All' }, steps }],
      lanes: [{ id: 'l', role: 'text' }],
      cards: steps.flatMap((step) => Array.from({ length: 20 }, (_, i) => ({ id: `${step.id}_${i}`, lane: 'l', at: step.id, text: { en: 'word' }, state: 'assumption' }))),
    };
    await openPage('/maps/big', 'en', (_, path) => (path === '/maps/big' ? { status: 200, body: big } : undefined));
    const grid = await screen.findByRole('grid');
    expect(within(grid).getAllByRole('columnheader')).toHaveLength(1 + 1 + 1 + 60);
    expect(grid.querySelector('[data-card="t0_0"]')).not.toBeNull();
    expect(grid.querySelector('[data-card="t59_0"]')).toBeNull();
  });

  it('is compared with its other state where one is linked, the older map first', async () => {
    const linked = { ...map, id: 'linked', links: [{ id: 'l', kind: 'as_is', map: 'furniture' }] };
    const { unmount } = await openPage('/maps/linked', 'en', (_, path) => (path === '/maps/linked' ? { status: 200, body: linked } : undefined));
    expect((await screen.findByRole('link', { name: 'Compare' })).getAttribute('href')).toBe('/compare?a=furniture&b=linked');
    unmount();
    await openPage('/maps/furniture');
    expect((await screen.findByRole('link', { name: 'Compare' })).getAttribute('href')).toBe('/compare?a=furniture');
  });

  it('a map of assumptions says so once, not on every card', async () => {
    const sketch = { ...map, id: 'sketch', cards: map.cards.map((card) => ({ ...card, state: 'assumption' })) };
    await openPage('/maps/sketch', 'ru', (_, path) => (path === '/maps/sketch' ? { status: 200, body: sketch } : undefined));
    expect((await screen.findByRole('grid')).className).toContain('map-grid--sketch');
    expect(screen.getByText('Пунктир — предположения')).toBeTruthy();
  });

  it('a map that is not there says so and leads back', async () => {
    await openPage('/maps/nope', 'ru');
    expect(await screen.findByRole('heading', { name: 'Сюда тропы нет' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Ко всем картам' })).toBeTruthy();
  });
});
