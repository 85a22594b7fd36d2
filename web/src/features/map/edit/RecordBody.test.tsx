import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { openPage } from '../../../../dev/render';
import { openRoom } from '../../../../dev/room';

const live = (id = 'furniture') => openRoom(id)?.store;
const editable = () => screen.findByText(/^(Saved|Сохранено)$/);

describe('the drawer of a record', () => {
  it('types a card’s text into the room, in two languages', async () => {
    const user = userEvent.setup();
    await openPage('/maps/furniture?card=o1');
    await editable();
    const drawer = await screen.findByRole('dialog');
    const text = await within(drawer).findByRole('textbox', { name: 'Text' });
    await user.type(text, '!');
    await user.click(within(drawer).getByRole('button', { name: 'Also in Russian' }));
    await user.type(within(drawer).getByRole('textbox', { name: 'Russian' }), '!');
    await waitFor(() => expect(live()?.record('card', 'o1')?.text).toEqual({ en: 'Let people choose the delivery slot at checkout!', ru: 'Дать выбрать время доставки прямо при оплате!' }));
  });

  it('makes a card an opportunity, and a quote takes it from assumption to one voice', async () => {
    const user = userEvent.setup();
    await openPage('/maps/furniture?card=o1');
    await editable();
    const drawer = await screen.findByRole('dialog');
    await user.click(await within(drawer).findByRole('button', { name: 'Opportunity' }));
    await user.selectOptions(await within(drawer).findByRole('combobox', { name: 'Effort' }), 'low');
    await user.click(within(drawer).getByRole('button', { name: 'Quote' }));
    await user.type(within(drawer).getByRole('textbox', { name: 'Exact words' }), 'We wait');
    await user.click(within(drawer).getAllByRole('button', { name: 'Add' }).at(-1) as HTMLElement);
    await waitFor(() => {
      const card = live()?.record('card', 'o1');
      expect(card?.opportunity).toEqual({ status: 'open', effort: 'low' });
      expect(card?.evidence).toEqual([{ quote: { text: 'We wait', lang: 'en' } }]);
      expect(card?.state).toBe('single_voice');
    });
  }, 60_000);

  it('creates a touchpoint from its name and says where it is used', async () => {
    const user = userEvent.setup();
    await openPage('/maps/furniture?record=step:t_delivery', 'ru');
    await editable();
    const drawer = await screen.findByRole('dialog', { name: 'Шаг: Доставка' });
    await user.type(await within(drawer).findByRole('combobox', { name: 'Точки контакта' }), 'Курьер{Enter}');
    await waitFor(() => expect(live()?.getMap().items?.map((item) => item.name)).toEqual([{ ru: 'Курьер' }]));
    expect(await within(drawer).findByText('в 1 месте')).toBeTruthy();
  });

  it('a deleted stage closes its drawer, and undo brings back its cards too', async () => {
    const user = userEvent.setup();
    await openPage('/maps/furniture?record=stage:s1');
    await editable();
    const before = live()?.getMap().cards.length ?? 0;
    const drawer = await screen.findByRole('dialog');
    await user.click(await within(drawer).findByRole('button', { name: /^Delete stage with its \d+ cards$/ }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(live()?.getMap().stages.map((stage) => stage.id)).not.toContain('s1'));
    expect(live()?.getMap().cards.length).toBeLessThan(before);
    await user.click(screen.getByRole('button', { name: /^Undo/ }));
    await waitFor(() => expect(live()?.getMap().cards.length).toBe(before));
  });

  it('a reader reads, and nothing invites to type', async () => {
    const read = { ...(await import('../../../../dev/mock')).map, id: 'read-only-map' };
    await openPage('/maps/read-only-map?card=o1', 'en', (_, path) => (path === '/maps/read-only-map' ? { status: 200, body: read } : undefined));
    expect(await screen.findByText('View only')).toBeTruthy();
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByText('Nobody has checked this yet.')).toBeTruthy();
    expect(within(drawer).queryByRole('textbox', { name: 'Text' })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
  });

  it('settings of the map are written as they are typed', async () => {
    const user = userEvent.setup();
    await openPage('/maps/furniture?dialog=settings');
    await editable();
    const dialog = await screen.findByRole('dialog', { name: 'Map settings' });
    await user.type(within(dialog).getByRole('textbox', { name: /^Purpose/ }), 'Why');
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'State' }), 'to_be');
    await waitFor(() => expect(live()?.getMap()).toMatchObject({ purpose: { en: 'Why' }, state: 'to_be' }));
  });
});

describe('the palette of a map', () => {
  it('leads to a step, makes a lane, and says why something cannot be done', async () => {
    const user = userEvent.setup();
    const { router } = await openPage('/maps/furniture');
    await editable();
    await user.keyboard('{Control>}k{/Control}');
    const palette = await screen.findByRole('dialog', { name: 'Commands and places' });
    expect(within(palette).getByRole('option', { name: /^Undo nothing to undo/ }).getAttribute('aria-disabled')).toBe('true');
    await user.paste('new lane: needs');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(live()?.getMap().lanes.at(-1)?.role).toBe('needs'));
    await waitFor(() => expect(router.state.location.search).toMatchObject({ record: `lane:${live()?.getMap().lanes.at(-1)?.id}` }));
  });
});
