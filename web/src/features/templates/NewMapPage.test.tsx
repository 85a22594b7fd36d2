import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

describe('a new map', () => {
  it('begins with a template, in a language, under a title', async () => {
    const user = userEvent.setup();
    const { router, asked } = await openPage('/new');
    await user.click(await screen.findByRole('link', { name: 'Order with delivery' }));
    expect(router.state.location.search).toEqual({ template: 'retail_delivery' });
    const dialog = await screen.findByRole('dialog', { name: 'Order with delivery' });
    expect(await within(dialog).findByText('2. Order')).toBeTruthy();
    await user.type(within(dialog).getByRole('textbox', { name: 'Title (optional)' }), 'Sofa');
    await user.click(within(dialog).getByRole('button', { name: 'Русский' }));
    await user.click(within(dialog).getByRole('button', { name: 'Create map' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/maps/retail_delivery-new'));
    expect(asked.find((a) => a.method === 'POST' && a.path === '/maps')?.body).toEqual({ template: 'retail_delivery', lang: 'ru', title: 'Sofa' });
    expect(await screen.findByRole('heading', { level: 1, name: 'Sofa' })).toBeTruthy();
  });

  it('the shelf stands in the address', async () => {
    const user = userEvent.setup();
    const { router } = await openPage('/new', 'ru');
    await screen.findByRole('link', { name: 'Заказ с доставкой' });
    await user.click(screen.getByRole('button', { name: 'Сотрудник (EJM)' }));
    expect(router.state.location.search).toEqual({ shelf: 'employee' });
    expect(screen.getByRole('link', { name: 'День сотрудника поддержки' })).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Заказ с доставкой' })).toBeNull();
  });

  it('a refusal stands in the dialog and what was typed stays', async () => {
    const user = userEvent.setup();
    await openPage('/new?template=support_agent', 'en', (method, path) => (method === 'POST' && path === '/maps' ? { status: 507, body: { code: 'disk_full', message: 'no room left' } } : undefined));
    const title = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Title (optional)' });
    await user.type(title, 'Mine');
    await user.click(screen.getByRole('button', { name: 'Create map' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/no room left/);
    expect(title.value).toBe('Mine');
  });
});

describe('sheets', () => {
  it('an interview is set as a document, in either language', async () => {
    const user = userEvent.setup();
    await openPage('/templates/interview_customer', 'en');
    expect(await screen.findByRole('heading', { level: 1, name: 'Customer interview' })).toBeTruthy();
    expect(screen.getByRole('heading', { level: 2, name: 'How it began' })).toBeTruthy();
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toContain('What had you tried?');
    await user.click(within(screen.getByRole('group', { name: 'Language of the sheet' })).getByRole('button', { name: 'Русский' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Интервью с клиентом' })).toBeTruthy();
  });

  it('a persona’s sheet names its traits in the language of the sheet, not of the page', async () => {
    await openPage('/templates/persona_person?lang=ru', 'en');
    expect(await screen.findByRole('rowheader', { name: 'Возраст' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Print' })).toBeTruthy();
  });

  it('a template that is not there says so', async () => {
    await openPage('/templates/nope', 'ru');
    expect(await screen.findByRole('heading', { name: 'Сюда тропы нет' })).toBeTruthy();
  });
});
