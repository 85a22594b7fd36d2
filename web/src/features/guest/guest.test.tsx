import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { meetAs } from '../../../dev/accounts';
import { openPage } from '../../../dev/render';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  meetAs('sign_in');
});

describe('a guest', () => {
  it('sees the map and nothing of the app around it', async () => {
    const { asked } = await openPage('/shared/abc');
    const grid = await screen.findByRole('grid');
    expect(within(grid).getByRole('rowheader', { name: 'Actions' })).toBeTruthy();
    // The lane that the link hides did not come at all.
    expect(within(grid).queryByRole('rowheader', { name: 'Numbers' })).toBeNull();
    expect(screen.queryByRole('navigation')).toBeNull();
    expect(screen.queryByRole('link', { name: /Library|Import/ })).toBeNull();
    expect(asked.filter((a) => !a.path.startsWith('/shared/'))).toEqual([]);
  });

  it('comes in with the password of the link', async () => {
    const user = userEvent.setup();
    await openPage('/shared/locked', 'ru');
    const password = await screen.findByLabelText('Пароль ссылки');
    await user.type(password, 'сезам');
    await user.click(screen.getByRole('button', { name: 'Открыть карту' }));
    expect((await screen.findByRole('alert')).textContent).toBe('Пароль ссылки другой');
    await user.clear(password);
    await user.type(password, 'open sesame');
    await user.click(screen.getByRole('button', { name: 'Открыть карту' }));
    expect(await screen.findByRole('grid')).toBeTruthy();
  });

  it('comments on a card under a name of their own', async () => {
    const user = userEvent.setup();
    const { asked } = await openPage('/shared/abc');
    const grid = await screen.findByRole('grid');
    const card = grid.querySelector<HTMLElement>('[data-card]');
    await user.click(card as HTMLElement);
    const drawer = await screen.findByRole('dialog');
    await user.type(within(drawer).getByRole('textbox', { name: 'Your name' }), 'Sam from the agency');
    await user.type(within(drawer).getByRole('textbox', { name: 'Your comment' }), 'Is this so in winter?');
    await user.click(within(drawer).getByRole('button', { name: 'Send' }));
    expect(await within(drawer).findByText('Is this so in winter?')).toBeTruthy();
    expect(within(drawer).getByText(/Sam from the agency/)).toBeTruthy();
    expect(asked.find((a) => a.path === '/shared/abc/comments' && a.method === 'POST')?.body).toEqual({ at: card?.dataset.card, text: 'Is this so in winter?' });
  });

  it.each([
    ['gone', 'This link has ended'],
    ['lost', 'There is no such link'],
  ])('a link that is %s says so', async (token, title) => {
    await openPage(`/shared/${token}`, 'en', (_, path) => (path === '/shared/lost' ? { status: 404, body: { code: 'not_found', message: '' } } : undefined));
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('grid')).toBeNull());
  });
});
