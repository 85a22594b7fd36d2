import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { meetAs } from '../../../dev/accounts';
import { openPage } from '../../../dev/render';
import { safeNext } from '../../app/session';
import { initials, inkOn } from '../../ui/Avatar';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  meetAs('open');
});

describe('signing in', () => {
  it('a page asked for without a session comes after the door', async () => {
    meetAs('sign_in');
    const user = userEvent.setup();
    const { router } = await openPage('/library?kind=persona');
    await user.type(await screen.findByRole('textbox', { name: 'E-mail' }), 'vera@example.org');
    expect(router.state.location.search).toEqual({ next: '/library?kind=persona' });
    await user.type(screen.getByLabelText('Password'), 'a long enough one');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Library' })).toBeTruthy();
    expect(router.state.location.pathname).toBe('/library');
  });

  it('a wrong password is said at the field and nothing typed is lost', async () => {
    meetAs('sign_in');
    const user = userEvent.setup();
    await openPage('/sign-in', 'ru');
    await user.type(await screen.findByRole('textbox', { name: 'Эл. почта' }), 'vera@example.org');
    const password = screen.getByLabelText<HTMLInputElement>('Пароль');
    await user.type(password, 'wrong password');
    await user.click(screen.getByRole('button', { name: 'Войти' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/E-mail or password is wrong/);
    expect(password.value).toBe('wrong password');
    expect(password.getAttribute('aria-invalid')).toBe('true');
    await user.click(screen.getByRole('button', { name: 'Показать пароль' }));
    expect(password.type).toBe('text');
  });

  it('the provider is offered where there is one, and is told where to come back to', async () => {
    meetAs('sign_in');
    await openPage('/sign-in?next=/library');
    const link = await screen.findByRole('link', { name: 'Sign in with Keycloak' });
    expect(link.getAttribute('href')).toBe('/api/v1/session/oidc/start?next=%2Flibrary');
  });

  it('the first person sets the installation up and is inside', async () => {
    meetAs('setup');
    const user = userEvent.setup();
    const { router, asked } = await openPage('/');
    await user.type(await screen.findByRole('textbox', { name: 'Your name' }), 'Ann');
    expect(router.state.location.pathname).toBe('/setup');
    await user.type(screen.getByRole('textbox', { name: 'Workspace' }), 'Furniture');
    await user.type(screen.getByRole('textbox', { name: 'E-mail' }), 'ann@example.org');
    await user.type(screen.getByLabelText('Password'), 'qwertyuiop');
    await user.click(screen.getByRole('button', { name: 'Create the workspace' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/most common/);
    await user.clear(screen.getByLabelText('Password'));
    await user.type(screen.getByLabelText('Password'), 'four plain words here');
    await user.click(screen.getByRole('button', { name: 'Create the workspace' }));
    expect(await screen.findByRole('button', { name: 'Account: Ann' })).toBeTruthy();
    expect(asked.findLast((a) => a.path === '/setup')?.body).toEqual({ name: 'Ann', email: 'ann@example.org', password: 'four plain words here', workspace: 'Furniture', language: 'en' });
  });

  it('an invitation names who invites and as what', async () => {
    meetAs('sign_in');
    const user = userEvent.setup();
    await openPage('/join/abc', 'ru');
    expect(await screen.findByText(/Вас приглашает Вера Лебедева. Ваша роль: редактор/)).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Ваше имя' }), 'Ирина');
    await user.type(screen.getByLabelText('Новый пароль'), 'несколько простых слов');
    await user.click(screen.getByRole('button', { name: 'Присоединиться' }));
    expect(await screen.findByRole('button', { name: /Ирина/ })).toBeTruthy();
  });

  it('an invitation that is over says so', async () => {
    meetAs('sign_in');
    await openPage('/join/gone');
    expect(await screen.findByRole('heading', { name: 'This invitation is over' })).toBeTruthy();
  });

  it('a session that ends elsewhere leads to the door', async () => {
    meetAs('signed_in');
    let ended = false;
    const { router } = await openPage('/', 'en', (_, path) => {
      if (path === '/session' && ended) meetAs('sign_in');
      return ended && path === '/library' ? { status: 401, body: { code: 'not_signed_in', message: 'sign in first' } } : undefined;
    });
    await screen.findByRole('button', { name: /Account/ });
    ended = true;
    await router.navigate({ to: '/library' });
    expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeTruthy();
    await waitFor(() => expect(router.state.location.search).toEqual({ next: '/library' }));
  });
});

describe('inside', () => {
  it('the menu names the workspaces and signs out', async () => {
    meetAs('signed_in');
    const user = userEvent.setup();
    await openPage('/');
    await user.click(await screen.findByRole('button', { name: 'Account: Вера Лебедева' }));
    const menu = await screen.findByRole('menu');
    expect(within(within(menu).getByRole('group', { name: 'Workspaces' })).getAllByRole('menuitemradio').map((one) => one.textContent)).toEqual(['Мебельный домowner', 'Service labeditor']);
    await user.click(within(menu).getByRole('menuitem', { name: 'Sign out' }));
    expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeTruthy();
  });

  it('calls name the workspace, and another one is asked after switching', async () => {
    meetAs('signed_in');
    const user = userEvent.setup();
    await openPage('/');
    await user.click(await screen.findByRole('button', { name: /Account/ }));
    expect(sessionStorage.getItem('tropa.workspace')).toBe('w1');
    await user.click(await screen.findByRole('menuitemradio', { name: /Service lab/ }));
    await waitFor(() => expect(sessionStorage.getItem('tropa.workspace')).toBe('w2'));
  });

  it('without accounts there is no menu, only a word about it', async () => {
    await openPage('/');
    expect(await screen.findByText('Without accounts')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Account/ })).toBeNull();
  });
});

it('only places of this site are gone to after signing in', () => {
  expect(safeNext('/maps/a?card=b')).toBe('/maps/a?card=b');
  for (const bad of ['https://evil.example', '//evil.example', '/\\evil.example', 'maps', '/sign-in?next=/', '/\t/evil.example', undefined, 7]) expect(safeNext(bad), String(bad)).toBe('/');
});

it('a person without a picture is their initials, in ink that can be read', () => {
  expect(initials('Вера Лебедева')).toBe('ВЛ');
  expect(initials('  ann  ')).toBe('A');
  expect(initials('')).toBe('');
  expect(inkOn('#ffffff')).toBe('#000');
  expect(inkOn('#0f766e')).toBe('#fff');
});
