import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { meetAs } from '../../../dev/accounts';
import { openPage } from '../../../dev/render';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  meetAs('signed_in');
});

describe('people', () => {
  it('a role is changed where it stands; the last owner’s is not, and says why', async () => {
    const user = userEvent.setup();
    const { asked } = await openPage('/settings/people');
    const own = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Role of Вера Лебедева' });
    expect(own.disabled).toBe(true);
    expect(own.title).toMatch(/keeps at least one owner/);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Role of Léa Martin' }), 'editor');
    await waitFor(() => expect(asked.find((a) => a.method === 'PATCH')).toEqual({ method: 'PATCH', path: '/people/p-lea', body: { role: 'editor' } }));
  });

  it('an invitation gives a link to hand over and stands in the list', async () => {
    const user = userEvent.setup();
    const { asked } = await openPage('/settings/people', 'ru');
    await user.click(await screen.findByRole('button', { name: 'Пригласить' }));
    const dialog = await screen.findByRole('dialog', { name: 'Пригласить' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Эл. почта' }), 'anna@example.org');
    await user.click(within(dialog).getByRole('radio', { name: /комментатор/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Создать приглашение' }));
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Ссылка приглашения' })).value).toMatch(/\/join\//);
    expect(asked.find((a) => a.method === 'POST' && a.path === '/invitations')?.body).toEqual({ email: 'anna@example.org', role: 'commenter' });
    await user.click(screen.getByRole('button', { name: 'Готово' }));
    expect(await screen.findByText('anna@example.org')).toBeTruthy();
  });

  it('a viewer sees the people, with controls that say why they rest', async () => {
    await openPage('/settings/people', 'en', (_, path) =>
      path === '/session'
        ? { status: 200, body: { mode: 'signed_in', version: '', person: { id: 'p-lea', name: 'Léa Martin', email: 'lea@example.org', colour: '#0f766e' }, workspaces: [{ id: 'w1', name: 'Shop', role: 'viewer' }] } }
        : undefined,
    );
    expect(await screen.findByText(/You are viewer here/)).toBeTruthy();
    const invite = screen.getByRole<HTMLButtonElement>('button', { name: 'Invite' });
    expect(invite.disabled).toBe(true);
    expect(invite.title).toMatch(/Only administrators/);
    expect((await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Role of Tom Harris' })).disabled).toBe(true);
  });

  it('a person is removed only after a question', async () => {
    const user = userEvent.setup();
    const { asked } = await openPage('/settings/people');
    await user.click(await screen.findByRole('button', { name: 'More about Tom Harris' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove from the workspace' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove Tom Harris?' });
    expect(asked.some((a) => a.method === 'DELETE')).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(screen.queryByText('tom@example.org', { exact: false })).toBeNull());
  });

  it('a team is made with its members', async () => {
    const user = userEvent.setup();
    const { asked } = await openPage('/settings/teams');
    await user.click(await screen.findByRole('button', { name: 'New team' }));
    const dialog = await screen.findByRole('dialog', { name: 'New team' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Support');
    await user.click(within(dialog).getByRole('checkbox', { name: /Tom Harris/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Support')).toBeTruthy();
    expect(asked.findLast((a) => a.method === 'PATCH')?.body).toEqual({ name: 'Support', members: ['p-tom'] });
  });
});

describe('the log', () => {
  it('keeps its filter in the address and goes on page by page', async () => {
    const user = userEvent.setup();
    const { router, asked } = await openPage('/settings/audit?person=p-tom', 'en');
    const table = await screen.findByRole('table');
    expect(within(table).getAllByRole('row').length).toBeGreaterThan(20);
    expect(asked.find((a) => a.path.startsWith('/audit'))?.path).toBe('/audit?limit=50&person=p-tom');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Who' }), '');
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    await waitFor(() => expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(51));
    await user.click(screen.getByRole('button', { name: 'Older entries' }));
    await waitFor(() => expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(101));
  });
});

describe('my account', () => {
  it('a token is shown once, for what was ticked', async () => {
    const user = userEvent.setup();
    const { asked } = await openPage('/account');
    await user.click(await screen.findByRole('button', { name: 'New token' }));
    const dialog = await screen.findByRole('dialog', { name: 'New token' });
    await user.type(within(dialog).getByRole('textbox', { name: 'What is it for?' }), 'Report');
    await user.click(within(dialog).getByRole('checkbox', { name: /^comment/ }));
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Ends after' }), 'never');
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Your token' })).value).toMatch(/^tropa_/);
    expect(asked.find((a) => a.method === 'POST' && a.path === '/tokens')?.body).toEqual({ name: 'Report', scopes: ['read', 'comment'] });
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(await screen.findByText('Report')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Your token' })).toBeNull();
  });

  it('the wrong present password is said at its field', async () => {
    const user = userEvent.setup();
    await openPage('/account', 'ru');
    await user.type(await screen.findByLabelText('Нынешний пароль'), 'wrong password');
    await user.type(screen.getByLabelText('Новый пароль'), 'несколько простых слов');
    await user.click(screen.getByRole('button', { name: 'Сменить пароль' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/present password is another/);
  });

  it('sessions are told apart by what the browser calls itself', async () => {
    await openPage('/account');
    expect(await screen.findByText('Safari, iPhone')).toBeTruthy();
    expect(screen.getByText('Chrome, Linux')).toBeTruthy();
  });
});
