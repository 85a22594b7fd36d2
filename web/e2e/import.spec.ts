import { expect, locales, test, texts, type Lang } from './base';

/** Sixty orders of three kinds of paths, one row with a date that does not exist. */
function orders(seed: number): string {
  const lines = ['order;stage;when;channel'];
  for (let i = 0; i < 60; i++) {
    const steps = i % 3 === 0 ? ['Request', 'Offer'] : i % 3 === 1 ? ['Request', 'Offer', 'Contract', 'Payment'] : ['Request', 'Call', 'Offer', 'Contract', 'Payment'];
    steps.forEach((step, k) => lines.push(`${seed}-${i};${step};${String(1 + ((i + k) % 27)).padStart(2, '0')}.03.2026 1${k}:00;${i % 2 ? 'web' : 'phone'}`));
  }
  lines.push(`${seed}-60;Request;31.02.2026 10:00;web`);
  return lines.join('\n');
}

for (const lang of ['en', 'ru'] as Lang[]) {
  test.describe(`import, ${lang}`, () => {
    test.use({ locale: locales[lang] });
    const t = texts[lang];

    test('from a file to its map', async ({ page }) => {
      const source = `orders_${lang}_${Date.now() % 1_000_000}`;
      await page.goto('/import');
      await page.locator('input[type=file]').setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(orders(Date.now())) });
      await page.getByRole('button', { name: t.import.look }).click();
      await expect(page.getByRole('heading', { name: 'orders.csv' })).toBeVisible();
      const role = (column: string) => page.getByRole('combobox', { name: t.import.roleOf.replace('{{column}}', column) });
      // What was not told by itself is chosen, as a person would.
      for (const [column, use] of [['order', 'actor'], ['stage', 'activity'], ['when', 'time']] as const) {
        if ((await role(column).inputValue()) !== use) await role(column).selectOption(use);
        await expect(role(column)).toHaveValue(use);
      }
      await expect(page.getByRole('region', { name: t.import.preview }).getByRole('row').nth(1)).toContainText('2026-03-');
      await page.getByRole('textbox', { name: t.import.source }).fill(source);
      await page.getByRole('button', { name: t.import.start }).click();
      await page.getByRole('link', { name: t.import.openMap }).click({ timeout: 60_000 });
      await expect(page.getByRole('grid')).toBeVisible();
      await expect(page.getByRole('columnheader', { name: 'Contract' })).toBeAttached();

      await page.goto(`/sources/${source}/quarantine`);
      await expect(page.getByRole('row', { name: /31\.02\.2026/ })).toContainText(t.reject.bad_time);
    });

    test('a file that is no log is refused with a reason', async ({ page }) => {
      await page.goto('/import');
      await page.locator('input[type=file]').setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
      const look = page.getByRole('button', { name: t.import.look });
      if (await look.isEnabled().catch(() => false)) await look.click();
      await expect(page.getByText(/empty/i).last()).toBeVisible();
    });
  });
}
