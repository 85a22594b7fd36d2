import { barriers } from './axe';
import { demoMap, demoSource, expect, locales, test, type Lang } from './base';

for (const [lang, colorScheme] of [['en', 'light'], ['ru', 'dark']] as [Lang, 'light' | 'dark'][]) {
  test.describe(`${lang}, ${colorScheme}`, () => {
    test.use({ locale: locales[lang], colorScheme });

    test('no serious barriers on any page', async ({ page }) => {
      test.setTimeout(180_000);
      const map = await demoMap(page);
      const source = await demoSource(page);
      const card = map.cards.find((c) => c.evidence?.some((e) => e.records))?.id;
      const steps = source.activity_names.slice(0, 3).map((name) => name.replace(/[\\,|]/g, '\\$&')).join(',');
      const explore = (tab: string, more = {}) => `/explore?${new URLSearchParams({ source: source.name, tab, ...more })}`;
      for (const path of [
        '/',
        `/maps/${map.id}`,
        `/maps/${map.id}?card=${card}`,
        `/maps/${map.id}?view=outline`,
        `/maps/${map.id}?panel=check`,
        `/maps/${map.id}?panel=comments`,
        `/maps/${map.id}?panel=history`,
        `/maps/${map.id}?panel=suggestions`,
        `/maps/${map.id}?view=table`,
        `/maps/${map.id}?view=blueprint`,
        `/maps/${map.id}?show=changed`,
        `/maps/${map.id}/present`,
        `/maps/${map.id}/present?slide=2&notes=on`,
        `/maps/${map.id}/at/1`,
        `/maps/${map.id}?export=pdf`,
        `/maps/${map.id}?export=mermaid`,
        `/compare?a=${map.id}&b=${map.id}&view=side`,
        '/compare',
        '/new',
        '/new?template=seven_stages',
        '/templates/interview_customer',
        '/templates/persona_person',
        '/open',
        '/library',
        '/?view=table',
        '/?view=tree',
        '/personas',
        '/search?q=order',
        '/voice/surveys',
        '/voice/studies',
        '/start',
        '/start?step=people',
        '/start?step=format',
        explore('graph'),
        explore('funnel', { steps }),
        explore('paths'),
        explore('variants'),
        explore('daily'),
        explore('between', { steps }),
        explore('actor'),
        '/import',
        `/sources/${source.name}/quarantine`,
        '/nowhere',
      ]) {
        await page.goto(path);
        await page.waitForLoadState('networkidle');
        await page.waitForTimeout(300);
        expect.soft(await barriers(page), path).toEqual([]);
      }
    });
  });
}
