import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

it('segments tell their share with an interval and n, and what sets each apart', async () => {
  await openPage('/findings/segments');
  const card = await screen.findByRole('article', { name: /^Segment 1: / });
  expect(within(card).getByText(/^\d+…\d+% · [\d,]+ journeys/)).toBeTruthy();
  expect(within(card).getAllByRole('img', { name: /^Delivery: here 0% .*n = [\d,]+\); elsewhere 100%/ })).toHaveLength(1);
});

it('two segments are compared by one press, and only what differs is told until asked', async () => {
  const user = userEvent.setup();
  const { router, asked } = await openPage('/findings/segments?by=attribute&column=actor_segment');
  await user.click(await screen.findByRole('button', { name: 'Compare the two largest' }));
  const list = await screen.findByRole('list', { name: 'Touchpoints' });
  const told = within(list).getAllByRole('listitem').length;
  await user.click(screen.getByRole('checkbox', { name: 'Also what may be chance' }));
  await waitFor(() => expect(within(screen.getByRole('list', { name: 'Touchpoints' })).getAllByRole('listitem').length).toBeGreaterThan(told));
  expect(router.state.location.href).toMatch(/own=1&other=2&all=yes/);
  expect(asked.find((one) => one.path === '/findings/segments/compare')?.body).toEqual({ segments: { source: 'shop', by: { attribute: 'actor_segment' } }, own: 1, other: 2 });
});

it('rules are asked for only when each has a name and a filter, and a bad filter is told beside them', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/findings/segments?by=rules');
  const divide = await screen.findByRole('button', { name: 'Divide' });
  expect(divide).toHaveProperty('disabled', true);
  await user.type(screen.getByRole('textbox', { name: 'Rule 1: name' }), 'Odd');
  await user.type(screen.getByRole('textbox', { name: 'Rule 1: filter' }), 'nonsense');
  await user.click(divide);
  expect((await screen.findByRole('alert')).textContent).toContain('nonsense');
  expect(asked.filter((one) => one.path === '/findings/segments').map((one) => one.body)).toEqual([{ source: 'shop', by: { rules: [{ name: 'Odd', where: 'nonsense' }] } }]);
});

it('a map is drawn of just the segment', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/findings/segments?by=attribute&column=actor_segment&where=channel = "web"');
  await user.click((await screen.findAllByRole('button', { name: 'Map of this segment' }))[0] as HTMLElement);
  await waitFor(() => expect(asked.find((one) => one.path === '/discover')?.body).toEqual({ source: 'shop', where: '(channel = "web") and (actor_segment = "family")', name: 'family' }));
});

it('goals by design become chosen ones when one is taken away', async () => {
  const user = userEvent.setup();
  const { router } = await openPage('/findings/moments', 'ru');
  await user.click(await screen.findByRole('button', { name: 'Убрать цель «Assembly»' }));
  await waitFor(() => expect(router.state.location.search).toHaveProperty('goals', 'Repeat order'));
  expect(await screen.findByRole('button', { name: 'Вернуть задуманные завершения' })).toBeTruthy();
});

it('a moment of truth is folded out and put on a map at the step of its activity', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/findings/moments');
  await user.click(await screen.findByRole('button', { name: /Support call.*is associated with/ }));
  expect(await screen.findByText('Difference, sides made alike')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Put on the map' }));
  const dialog = await screen.findByRole('dialog');
  const step = await within(dialog).findByRole('option', { name: /this activity/ });
  expect((step as HTMLOptionElement).selected).toBe(true);
  await user.click(within(dialog).getByRole('button', { name: 'Put it there' }));
  expect(await within(dialog).findByText('The card is on the map')).toBeTruthy();
  const sent = asked.find((one) => one.path.endsWith('/changes'))?.body as { changes: { record: { record: { moment?: { effect: { lo: number; hi: number } } } } }[] };
  const effect = sent.changes.at(-1)?.record.record.moment?.effect;
  expect(effect && effect.lo < effect.hi).toBe(true);
});

it('the credit table is walked by arrows and tells the interval of the cell', async () => {
  const user = userEvent.setup();
  await openPage('/findings/attribution');
  const table = await screen.findByRole('table');
  const cells = within(table).getAllByRole('button');
  expect(cells.filter((cell) => cell.tabIndex === 0)).toHaveLength(1);
  cells[0]?.focus();
  await user.keyboard('{ArrowRight}');
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/Last touch: .*\(\d.*…\d.*%\).*n = [\d,]+/);
});

it('a change is chosen from lists and lives in the address', async () => {
  const user = userEvent.setup();
  const { router, asked } = await openPage('/findings/what-if');
  await user.click(await screen.findByRole('button', { name: 'Win people over' }));
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Standing at' }), 'Cart');
  await waitFor(() => expect(router.state.location.search).toHaveProperty('edits', 'move>Cart>->Assembly>0.5'));
  expect(await screen.findByText('Mechanical calculation')).toBeTruthy();
  await waitFor(() => expect(asked.at(-1)?.body).toMatchObject({ edits: [{ move: { from: 'Cart', out_of: 'dropped', into: { activity: 'Assembly' }, share: 0.5 } }] }));
  expect(await screen.findByRole('img', { name: /^Before \d+% \(.*\), after \d+% \(/ })).toBeTruthy();
});

it('/findings leads to the segments', async () => {
  const { router } = await openPage('/findings');
  await waitFor(() => expect(router.state.location.pathname).toBe('/findings/segments'));
});
