import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { openPage } from '../../../dev/render';

const pick = async (name: string, content = 'journey') => {
  const input = await waitFor(() => {
    const found = document.querySelector<HTMLInputElement>('input[type=file]');
    if (!found) throw new Error('not drawn yet');
    return found;
  });
  await userEvent.upload(input, new File([content], name));
};

describe('opening a map file', () => {
  it('tells what is lost before anything is saved, then saves', async () => {
    const { router, asked } = await openPage('/open', 'ru');
    await pick('карта.mmd');
    expect(await screen.findByRole('heading', { name: 'Из файла' })).toBeTruthy();
    expect(screen.getByText('оценка 9 больше 5; взято 5')).toBeTruthy();
    expect(screen.getByText(/Mermaid$/)).toBeTruthy();
    const sent = () => asked.filter((a) => a.path.startsWith('/maps/import'));
    expect(sent().map((a) => new URLSearchParams(a.path.split('?')[1]).get('dry_run'))).toEqual(['true']);
    await userEvent.click(screen.getByRole('button', { name: 'Сохранить карту' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/maps/from-file'));
    expect(Object.fromEntries(new URLSearchParams(sent()[1]?.path.split('?')[1]))).toEqual({ name: 'карта.mmd', lang: 'ru' });
  });

  it('a file nobody knows is refused with a reason; its format may be named, or another file chosen', async () => {
    await openPage('/open');
    await pick('photo.jpg');
    expect((await screen.findByRole('alert')).textContent).toMatch(/photo\.jpg: neither content nor ending/);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Format of the file' }), 'Mermaid');
    expect(await screen.findByRole('heading', { name: 'From a file' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Another file' }));
    await pick('map.tropa.yaml');
    expect(await screen.findByRole('button', { name: 'Save the map' })).toBeTruthy();
  });

  it('a map with problems is shown but not saved', async () => {
    await openPage('/open', 'en', (_, path) =>
      path.startsWith('/maps/import')
        ? { status: 200, body: { format: 'yaml', notes: [], changes: [], problems: [{ code: 'unknown_reference', severity: 'error', place: 'cards[0].at', ids: [], text: { en: 'there is no step «x»' } }] } }
        : undefined,
    );
    await pick('broken.tropa.yaml');
    expect((await screen.findByRole('alert')).textContent).toMatch(/there is no step «x»/);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save the map' }).disabled).toBe(true);
  });

  it('an edited table comes back over its map, its changes told first', async () => {
    const { router, asked } = await openPage('/open?over=furniture', 'en');
    await pick('furniture.csv', 'stage,step');
    expect(await screen.findByRole('heading', { name: '1 change on the map' })).toBeTruthy();
    expect(screen.getByText('Step “Ad seen” is “Saw the ad” now')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Apply the changes' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/maps/furniture'));
    const [dry, real] = asked.filter((a) => a.path.startsWith('/maps/import')).map((a) => new URLSearchParams(a.path.split('?')[1]));
    expect([dry?.get('over'), dry?.get('dry_run'), real?.get('over'), real?.get('dry_run')]).toEqual(['furniture', 'true', 'furniture', null]);
  });
});
