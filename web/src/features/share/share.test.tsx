import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { meetAs } from '../../../dev/accounts';
import { map } from '../../../dev/mock';
import { openPage } from '../../../dev/render';
import { withRole } from './access';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  meetAs('signed_in');
});

const openShare = async (user: ReturnType<typeof userEvent.setup>, lang: 'en' | 'ru' = 'en') => {
  const page = await openPage('/maps/furniture', lang);
  await user.click(await screen.findByRole('button', { name: lang === 'en' ? 'Share' : 'Поделиться' }));
  return { ...page, dialog: await screen.findByRole('dialog', { name: lang === 'en' ? 'Share' : 'Поделиться' }) };
};

it('rights are a list: a new one is added, another takes its place, none takes it away', () => {
  const one = withRole([], 'person:a', 'viewer');
  expect(one).toEqual([{ person: 'a', role: 'viewer' }]);
  const two = withRole(one, 'team:t', 'none');
  expect(two).toEqual([{ person: 'a', role: 'viewer' }, { team: 't', role: 'none' }]);
  expect(withRole(two, 'person:a', 'editor')).toEqual([{ person: 'a', role: 'editor' }, { team: 't', role: 'none' }]);
  expect(withRole(two, 'person:a', null)).toEqual([{ team: 't', role: 'none' }]);
});

describe('sharing a map', () => {
  it('a colleague gets another role on this map, and loses it again', async () => {
    const user = userEvent.setup();
    const { dialog, asked } = await openShare(user);
    await within(dialog).findByText('Léa Martin');
    // Administrators see every map, so there is nothing to give them.
    expect(within(dialog).queryByRole('option', { name: 'Tom Harris' })).toBeNull();
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Person or team' }), 'Иван Сергеев');
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Role' }), 'does not see it');
    await user.click(within(dialog).getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(asked.findLast((a) => a.method === 'PUT' && a.path === '/maps/furniture/access')?.body).toEqual({
      items: [{ team: 't-log', role: 'commenter' }, { person: 'p-lea', role: 'editor' }, { person: 'p-ivan', role: 'none' }],
    }));
    await user.click(within(dialog).getByRole('button', { name: 'Back to the role in the workspace: Léa Martin' }));
    await waitFor(() => expect(within(dialog).queryByRole('combobox', { name: 'Role of Léa Martin' })).toBeNull());
  });

  it('a link hides what was unticked and is shown once', async () => {
    const user = userEvent.setup();
    const { dialog, asked } = await openShare(user, 'ru');
    await user.click(within(dialog).getByRole('button', { name: 'Гости по ссылке' }));
    await user.click(await within(dialog).findByRole('button', { name: 'Новая ссылка' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'Для кого она?' }), 'Агентство');
    await user.click(within(dialog).getByRole('checkbox', { name: /видят основания/ }));
    await user.click(within(dialog).getByRole('checkbox', { name: /вводят пароль/ }));
    await user.type(within(dialog).getByLabelText('Пароль ссылки'), 'сезам откройся');
    await user.click(within(dialog).getByRole('checkbox', { name: 'Болевые точки' }));
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Действует' }), 'бессрочно');
    await user.click(within(dialog).getByRole('button', { name: 'Создать ссылку' }));
    expect((await within(dialog).findByRole<HTMLInputElement>('textbox', { name: 'Ссылка для гостей' })).value).toMatch(/\/shared\//);
    expect(asked.find((a) => a.method === 'POST' && a.path.endsWith('/shares'))?.body).toEqual({
      name: 'Агентство', can_comment: false, hide_lanes: map.lanes.filter((lane) => lane.role === 'pains').map((lane) => lane.id), hide_evidence: true, password: 'сезам откройся',
    });
    await user.click(within(dialog).getByRole('button', { name: 'Готово' }));
    expect(await within(dialog).findByText('Агентство')).toBeTruthy();
  });

  it('a link is ended only after a question, and then stands among the ended', async () => {
    const user = userEvent.setup();
    const { dialog, asked } = await openShare(user);
    await user.click(within(dialog).getByRole('button', { name: 'Guests, by link' }));
    await user.click(await within(dialog).findByRole('button', { name: 'End' }));
    const question = await screen.findByRole('dialog', { name: 'End the link “For the agency”?' });
    expect(asked.some((a) => a.method === 'DELETE')).toBe(false);
    await user.click(within(question).getByRole('button', { name: 'End' }));
    expect(await within(dialog).findByText('2 links that have ended')).toBeTruthy();
    expect(within(dialog).getByText('No links yet')).toBeTruthy();
  });

  it('a link is changed where it stands: what is not said stays, an end may be taken away', async () => {
    const user = userEvent.setup();
    const { dialog, asked } = await openShare(user);
    await user.click(within(dialog).getByRole('button', { name: 'Guests, by link' }));
    await user.click(await within(dialog).findByRole('button', { name: 'Change the link “For the agency”' }));
    // The password stays without being asked for.
    expect(within(dialog).queryByLabelText('Password of the link')).toBeNull();
    await user.click(within(dialog).getByRole('checkbox', { name: /comment/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(within(dialog).getAllByText('look only')).toHaveLength(2));
    expect(asked.find((a) => a.method === 'PATCH')).toEqual({
      method: 'PATCH',
      path: '/maps/furniture/shares/s1',
      body: { name: 'For the agency', can_comment: false, hide_lanes: [], hide_evidence: true },
    });
    await user.click(within(dialog).getByRole('button', { name: 'Change the link “For the agency”' }));
    await user.click(within(dialog).getByRole('checkbox', { name: /need a password/ }));
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Ends after' }), 'never');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked.findLast((a) => a.method === 'PATCH')?.body).toMatchObject({ password: null, expires_at: null }));
  });

  it('who may only comment on this map comments on it, reads their role, and makes no links', async () => {
    const user = userEvent.setup();
    meetAs('signed_in', { here: 'viewer', onMaps: 'commenter' });
    const { dialog } = await openShare(user);
    expect(await within(dialog).findByText('Your role on this map: commenter.')).toBeTruthy();
    expect(within(dialog).getByRole<HTMLSelectElement>('combobox', { name: 'Person or team' }).disabled).toBe(true);
    await user.click(within(dialog).getByRole('button', { name: 'Guests, by link' }));
    expect((await within(dialog).findByRole<HTMLButtonElement>('button', { name: 'New link' })).disabled).toBe(true);
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    await user.click(screen.getByRole('button', { name: /^Comments/ }));
    expect(await screen.findByRole('heading', { name: 'New comment' })).toBeTruthy();
  });

  it('without accounts there is nobody to share with', async () => {
    meetAs('open');
    await openPage('/maps/furniture');
    await screen.findByRole('grid');
    expect(screen.queryByRole('button', { name: 'Share' })).toBeNull();
  });
});
