import { barriers } from './axe';
import { expect, locales, test, texts } from './base';

test.use({ locale: locales.en });

test('a survey from a template is opened, answered on a telephone, counted without a reload, and closed', async ({ page, browser, request }) => {
  test.setTimeout(180_000);
  const t = texts.en.surveys;
  await page.goto('/voice/surveys?new=yes');
  const shelf = page.getByRole('dialog', { name: t.new });
  await shelf.getByRole('button', { name: /Would you recommend us/ }).click();
  await shelf.getByRole('button', { name: t.useTemplate }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Would you recommend us?' })).toBeVisible();

  // The telephone beside it is walked: a six leads to what disappointed, not to what was good.
  const phone = page.frameLocator(`iframe[title="${t.preview}"]`);
  await phone.getByRole('radio', { name: '6' }).check();
  await phone.getByRole('button', { name: 'Next' }).click();
  await expect(phone.getByText('What disappointed you most?')).toBeVisible();
  await expect(phone.getByText('What do we do best?')).toHaveCount(0);

  // The title is written by itself, and only then can the survey be opened.
  const name = `Would you recommend us? ${Date.now()}`;
  await page.getByRole('textbox', { name: `${t.titleText}, ${t.in_en}` }).fill(name);
  await page.getByRole('button', { name: t.publish }).click();
  await expect(page.getByText(t.state_open, { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('img', { name: /^QR code of / })).toBeVisible();
  const link = await page.getByRole('textbox', { name: t.link }).inputValue();
  expect(link).toMatch(/\/s\/[\w-]{16}$/);
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('button', { name: new RegExp(`^${t.tab_results}`) }).click();
  await expect(page.getByRole('heading', { name: t.noAnswers })).toBeVisible();

  const telephone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'ru-RU', isMobile: true, hasTouch: true });
  const hand = await telephone.newPage();
  await hand.goto(link);
  await hand.locator('label', { hasText: /^3$/ }).click();
  await hand.getByRole('button', { name: 'Дальше' }).click();
  await hand.getByLabel('Что вас больше всего разочаровало?').fill('Привезли на три дня позже');
  await hand.getByRole('button', { name: 'Отправить' }).click();
  await expect(hand.getByRole('status')).toContainText('Спасибо');

  // Nobody reloads the page of results.
  await expect(page.getByText(t.peopleAnswered_one)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Привезли на три дня позже')).toBeVisible();
  await expect(page.getByText(t.few)).toBeVisible();
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('button', { name: t.close, exact: true }).click();
  await expect(page.getByText(t.state_closed, { exact: true })).toBeVisible();
  await hand.goto(link);
  await expect(hand.getByText('этот опрос завершён, спасибо')).toBeVisible();
  expect((await request.get(link)).status()).toBe(410);
  await telephone.close();
});

test('a question is moved by keys, its branch is flagged, and undo mends it', async ({ page }) => {
  const t = texts.en.surveys;
  await page.goto('/voice/surveys?new=yes');
  const shelf = page.getByRole('dialog', { name: t.new });
  await shelf.getByRole('button', { name: /How was the delivery/ }).click();
  await shelf.getByRole('button', { name: t.useTemplate }).click();
  const handle = page.getByRole('button', { name: /^Move: How satisfied are you/ });
  await handle.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: '1 thing to mend' })).toBeVisible();
  await page.getByRole('button', { name: '1 thing to mend' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'there is no earlier question' })).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: '1 thing to mend' })).toHaveCount(0);
});

test('a study counts the answers of the survey that asks its question', async ({ page }) => {
  const { studies } = texts.en;
  await page.goto('/voice/studies');
  await page.getByRole('button', { name: studies.new }).first().click();
  const dialog = page.getByRole('dialog', { name: studies.new });
  await dialog.getByRole('textbox', { name: studies.title }).fill('Why do first orders not come back?');
  await dialog.getByRole('textbox', { name: studies.questionsField }).fill('What do people expect?\nWhere do they give up?');
  await dialog.getByRole('button', { name: studies.make }).click();
  await expect(page.getByText('0 of 2 answered')).toBeVisible();
  await page.getByRole('textbox', { name: studies.finding }).first().fill('A day, not an hour: from five interviews');
  await page.getByText(studies.settled).first().click();
  await expect(page.getByText('1 of 2 answered')).toBeVisible();
  await page.reload();
  await expect(page.getByText('1 of 2 answered')).toBeVisible();
  expect(await barriers(page)).toEqual([]);
});
