import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { openPage } from '../../../dev/render';

/** jsdom sends no bodies over XMLHttpRequest here: an upload that is taken at once. */
class TakenAtOnce {
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  status = 201;
  responseText = '{"id":"u1","name":"orders.csv","bytes":20}';
  onload?: () => void;
  open() {}
  setRequestHeader() {}
  abort() {}
  send() {
    this.upload.onprogress?.({ loaded: 10 });
    queueMicrotask(() => this.onload?.());
  }
}

async function dropOrders(lang: 'en' | 'ru' = 'en') {
  vi.stubGlobal('XMLHttpRequest', TakenAtOnce);
  const user = userEvent.setup();
  const page = await openPage('/import', lang);
  const input = await screen.findByLabelText(lang === 'en' ? 'Choose files' : 'Выбрать файлы');
  await user.upload(input, new File(['client_id;when\n1;2'], 'orders.csv', { type: 'text/csv' }));
  await user.click(await screen.findByRole('button', { name: lang === 'en' ? 'Look at the columns' : 'Посмотреть столбцы' }));
  await screen.findByRole('heading', { name: 'orders.csv' });
  return { user, ...page };
}

it('from a dropped file to the map', async () => {
  const { user, asked } = await dropOrders('ru');
  expect((screen.getByRole('combobox', { name: 'Столбец client_id читать как' }) as HTMLSelectElement).value).toBe('actor');
  expect(screen.getByRole('combobox', { name: 'Кодировка' })).toBeTruthy();
  expect(within(screen.getByRole('region', { name: 'Первые строки как события' })).getAllByRole('row')).toHaveLength(11);
  expect(screen.getByText(/это не время в формате дд\.мм\.гггг/)).toBeTruthy();
  expect(screen.getAllByText('так называется')).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Импортировать и построить карту' }));
  expect(await screen.findByRole('progressbar')).toBeTruthy();
  expect(await screen.findByRole('link', { name: 'Открыть карту' }, { timeout: 5000 })).toBeTruthy();
  expect(screen.getByRole('cell', { name: 'Это не время' })).toBeTruthy();
  expect(asked.find((a) => a.path === '/imports')?.body).toMatchObject({ uploads: ['u1'], source: 'orders', discover: true });
}, 15_000);

it('a running import is seen on other pages and found again after a reload', async () => {
  const running = { id: 'import', kind: 'import', state: 'running', started_at: '2026-11-20T09:00:00Z', progress: { stage: 'reading', done: 25, total: 100, unit: 'bytes' } };
  const override = (_: string, path: string) => (path.startsWith('/jobs') ? { status: 200, body: path.startsWith('/jobs?') ? { items: [running] } : running } : undefined);
  await openPage('/', 'ru', override);
  const link = await screen.findByRole('link', { name: /Импорт.*25\s%/ });
  expect(within(link).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
  expect(link.getAttribute('href')).toBe('/import?job=import');
  cleanup();
  await openPage('/import?job=import', 'ru', override);
  expect(await screen.findByRole('heading', { name: 'Идёт импорт' })).toBeTruthy();
});

it('a corrected column is sent with the mapping and looked at again', async () => {
  const { user, asked } = await dropOrders();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Column amount is read as' }), 'amount');
  await waitFor(() => {
    const body = asked.filter((a) => a.path === '/imports/preview').at(-1)?.body as { mapping?: { inputs: { columns: unknown[] }[] } };
    expect(body.mapping?.inputs[0]?.columns).toContainEqual({ from: 'amount', role: 'amount' });
  });
});

it('without a time there is no import, and the page says what is missing', async () => {
  const { user } = await dropOrders();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Column when is read as' }), 'none');
  expect(await screen.findByText('Still to choose')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Import and draw the map' }).hasAttribute('disabled')).toBe(true);
});

it('quarantined rows are listed with place and reason', async () => {
  await openPage('/sources/shop/quarantine');
  const table = await screen.findByRole('table');
  const row = within(table).getAllByRole('row')[1] as HTMLElement;
  expect(row.textContent).toMatch(/Not a time.*orders\.csv.*18.*when.*31\.02\.2026/);
});
