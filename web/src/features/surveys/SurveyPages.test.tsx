import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { openPage } from '../../../dev/render';
import { forgetSurveys } from '../../../dev/surveys';
import type { SurveyView } from '../../api/surveys';

beforeEach(forgetSurveys);

it('the list tells what is open, how many answered, and of how many invited', async () => {
  await openPage('/voice/surveys');
  const open = (await screen.findByRole('link', { name: 'Would you recommend us?' })).closest('li') as HTMLElement;
  expect(within(open).getByText('Open')).toBeTruthy();
  expect(within(open).getByText('240')).toBeTruthy();
  expect(await within(open).findByText('of 120 invited answered')).toBeTruthy();
});

it('what is typed is written by itself, and taken back by keys', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/voice/surveys/s2');
  const title = await screen.findByRole('textbox', { name: 'Title, in English' });
  await user.type(title, '!');
  await waitFor(() => expect(asked.some((one) => one.method === 'PUT' && JSON.stringify(one.body).includes('How was the delivery?!'))).toBe(true), { timeout: 5_000 });
  expect(await screen.findByText('Saved')).toBeTruthy();
  await user.keyboard('{Control>}z{/Control}');
  expect((title as HTMLTextAreaElement).value).toBe('How was the delivery?');
});

it('a text that one language lacks is said beside its field, and a survey with gaps is not opened', async () => {
  const user = userEvent.setup();
  await openPage('/voice/surveys/s2', 'ru');
  await user.clear(await screen.findByRole('textbox', { name: 'Название, по-английски' }));
  expect(await screen.findByText('нет английского текста')).toBeTruthy();
  expect(await screen.findByRole('button', { name: /Поправьте 1 место/ })).toBeTruthy();
  expect((screen.getByRole('button', { name: 'Начать опрос' }) as HTMLButtonElement).disabled).toBe(true);
});

it('a question moved before the one it looks at is flagged at its condition', async () => {
  const user = userEvent.setup();
  await openPage('/voice/surveys/s1?q=bad');
  const handle = await screen.findByRole('button', { name: /^Move: What disappointed/ });
  handle.focus();
  await user.keyboard('{ArrowUp}');
  expect(await screen.findByText('there is no earlier question «nps»', {}, { timeout: 5_000 })).toBeTruthy();
});

it('somebody else’s change is not written over unasked', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/voice/surveys/s2', 'en', (method, _path, body) => {
    if (method !== 'PUT') return undefined;
    return (body as { revision: number }).revision === 1 ? { status: 409, body: { code: 'map_changed', message: 'it was changed meanwhile' } } : undefined;
  });
  await user.type(await screen.findByRole('textbox', { name: 'Title, in English' }), ' now');
  expect(await screen.findByText('Somebody else changed this meanwhile', {}, { timeout: 5_000 })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Show theirs' }));
  await waitFor(() => expect((screen.getByRole('textbox', { name: 'Title, in English' }) as HTMLTextAreaElement).value).toBe('How was the delivery?'));
  expect(asked.filter((one) => one.method === 'PUT')).toHaveLength(1);
});

it('results say the number with its interval and count, and a survey without answers how to get some', async () => {
  await openPage('/voice/surveys/s1?tab=results');
  expect(await screen.findByText('+20')).toBeTruthy();
  expect(screen.getByText(/95% interval \+11 to \+29/)).toBeTruthy();
  expect(screen.getByText(/48 of 120 who were invited/)).toBeTruthy();
  expect(screen.getByRole('list', { name: 'How many chose each' }).children).toHaveLength(11);
});

it('a viewer reads and is told why nothing can be changed', async () => {
  const signedIn = { mode: 'signed_in', person: { id: 'p', name: 'P', email: 'p@example.org', colour: '#000' }, workspaces: [{ id: 'w', name: 'W', role: 'viewer' }], version: '0' };
  await openPage('/voice/surveys/s2', 'en', (method, path) => (method === 'GET' && path === '/session' ? { status: 200, body: signedIn } : undefined));
  const open = await screen.findByRole('button', { name: 'Open for answers' });
  expect((open as HTMLButtonElement).disabled).toBe(true);
  expect(open.title).not.toBe('');
});

it('closing is told to the server, and the page says so', async () => {
  const user = userEvent.setup();
  const { asked } = await openPage('/voice/surveys/s1?tab=share');
  await user.click(await screen.findByRole('button', { name: 'Close' }));
  expect(await screen.findByText('The survey is closed')).toBeTruthy();
  expect(asked.find((one) => one.method === 'PATCH')?.body).toEqual({ state: 'closed' } satisfies Partial<SurveyView>);
});

it('a study counts what is known', async () => {
  await openPage('/voice/studies');
  expect(await screen.findByText('1 of 2 answered')).toBeTruthy();
});
