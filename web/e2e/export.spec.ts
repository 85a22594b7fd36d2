import { readFileSync } from 'node:fs';
import { demoMap, expect, locales, test, texts, type Lang } from './base';

for (const lang of ['en', 'ru'] as Lang[]) {
  test.describe(`export, ${lang}`, () => {
    test.use({ locale: locales[lang] });
    const t = texts[lang].export;

    test('a PDF on A3 and slides are chosen, looked at and downloaded', async ({ page }) => {
      const map = await demoMap(page);
      await page.goto(`/maps/${map.id}`);
      await page.getByRole('button', { name: texts[lang].map.export, exact: true }).click();
      const dialog = page.getByRole('dialog', { name: t.title });
      await dialog.getByRole('combobox', { name: t.paper, exact: true }).selectOption(t.paper_a3);
      await expect(page).toHaveURL(/paper=a3/);
      await expect(dialog.getByRole('img', { name: t.previewOf })).toBeVisible();

      const download = async (name: string) => {
        const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: t.download.replace('{{format}}', name) }).click()]);
        return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
      };
      const pdf = await download('PDF');
      expect(pdf.name).toBe(`${map.id}-a3.pdf`);
      expect(pdf.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
      expect(pdf.bytes.toString('latin1')).toMatch(/\/MediaBox\s*\[\s*0 0 1190\.\d+ 841\.\d+\s*\]/);

      await dialog.getByText('PPTX', { exact: true }).click();
      await expect(dialog.getByRole('listitem').first()).toHaveText(t.deckCover);
      const slides = await download('PPTX');
      expect(slides.name).toBe(`${map.id}.pptx`);
      expect(slides.bytes.subarray(0, 2).toString('latin1')).toBe('PK');
    });

    test('the address of a choice opens it again', async ({ page }) => {
      const map = await demoMap(page);
      await page.goto(`/maps/${map.id}?export=svg&layout=storyboard&theme=dark`);
      const dialog = page.getByRole('dialog', { name: t.title });
      await expect(dialog.getByRole('radio', { name: t.layout_storyboard })).toBeChecked();
      await expect(dialog.getByRole('combobox', { name: t.theme })).toHaveValue('dark');
      await page.keyboard.press('Escape');
      await expect(page).toHaveURL(new RegExp(`/maps/${map.id}$`));
    });
  });
}

test('the map comes out in every drawn format', async ({ page }) => {
  const map = await demoMap(page);
  const kinds = { svg: 'image/svg+xml', png: 'image/png', pdf: 'application/pdf', html: 'text/html', pptx: 'presentationml', md: 'text/markdown' };
  for (const [format, type] of Object.entries(kinds)) {
    const file = await page.request.get(`/api/v1/maps/${map.id}/render?format=${format}`);
    expect(file.status(), format).toBe(200);
    expect(file.headers()['content-type'], format).toContain(type);
    expect((await file.body()).length, format).toBeGreaterThan(1_000);
  }
});
