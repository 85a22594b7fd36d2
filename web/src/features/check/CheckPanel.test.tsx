import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { map } from '../../../dev/mock';
import { openPage } from '../../../dev/render';
import { inLang } from '../../lib/localtext';
import { placeOf, targetOf } from './place';

describe('the check of a map', () => {
  it('counts by severity, and the filter stands in the address until it is dismissed', async () => {
    const user = userEvent.setup();
    const { router } = await openPage('/maps/furniture');
    await user.click(await screen.findByRole('button', { name: 'Check' }));
    const drawer = await screen.findByRole('dialog', { name: 'Check of the map' });
    expect(await within(drawer).findByText('Nobody owns the map')).toBeTruthy();
    await user.click(within(drawer).getByRole('button', { name: '1 error' }));
    expect(router.state.location.search).toMatchObject({ panel: 'check', level: 'error' });
    expect(within(drawer).queryByText('Nobody owns the map')).toBeNull();
    await user.click(within(drawer).getByRole('button', { name: 'Show all' }));
    expect(within(drawer).getByText('Nobody owns the map')).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(router.state.location.search).toEqual({});
    expect(document.activeElement?.textContent).toBe('Check');
  });

  it('a remark leads to its card and the way back leads to the remark', async () => {
    const user = userEvent.setup();
    const { router } = await openPage('/maps/furniture?panel=check', 'ru');
    const remark = await screen.findByRole('button', { name: /канала «fax» на карте нет/ });
    await user.click(remark);
    expect(router.state.location.search).toMatchObject({ panel: 'check', card: map.cards[0]?.id });
    const back = await screen.findByRole('button', { name: 'К проверке' });
    expect(document.activeElement).toBe(back);
    await user.click(back);
    await waitFor(() => expect(document.activeElement?.textContent).toMatch(/канала «fax»/));
    expect(router.state.location.search).toEqual({ panel: 'check' });
  });

  it('a sound map says so', async () => {
    const nothing = { problems: [], advice: [], coverage: { map: { backed: 1, total: 1 }, stages: [], personas: [], lanes: [] } };
    await openPage('/maps/furniture?panel=check', 'en', (_, path) => (path.endsWith('/check') ? { status: 200, body: nothing } : undefined));
    expect(await screen.findByText('Nothing to remark')).toBeTruthy();
  });

  it('a check that fails says why', async () => {
    await openPage('/maps/furniture?panel=check', 'en', (_, path) => (path.endsWith('/check') ? { status: 500, body: { code: 'internal', message: 'the folder is gone' } } : undefined));
    expect((await screen.findByRole('alert')).textContent).toMatch(/the folder is gone/);
  });
});

describe('where a remark points', () => {
  const t = ((key: string) => key) as never;
  const [stage] = map.stages;
  const [step] = stage?.steps ?? [];
  it('the innermost thing that is on the map', () => {
    expect(targetOf(map, [])).toBeNull();
    expect(targetOf(map, ['gone'])).toBeNull();
    expect(targetOf(map, [stage?.id ?? '', step?.id ?? ''])).toEqual({ place: step?.id });
    expect(targetOf(map, [map.cards[0]?.id ?? '', 'evidence-1'])).toEqual({ card: map.cards[0]?.id });
  });
  it('in words', () => {
    expect(placeOf(map, [stage?.id ?? '', step?.id ?? ''], 'en', t)).toBe(`${inLang(stage?.name, 'en')} · ${inLang(step?.name, 'en')}`);
    expect(placeOf(map, [map.lanes[0]?.id ?? ''], 'en', t)).toBe(`lane.${map.lanes[0]?.role}`);
    expect(placeOf(map, [], 'en', t)).toBe('');
  });
});
