import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openPage } from '../../../dev/render';
import { map } from '../../../dev/mock';

const saved: string[] = [];
beforeEach(() => {
  saved.length = 0;
  URL.createObjectURL = () => 'blob:file';
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (this.download) saved.push(this.download);
  });
});

describe('taking a map along', () => {
  it('opens from the map, keeps what is chosen in the address, and gives the focus back', async () => {
    const user = userEvent.setup();
    const { router } = await openPage('/maps/furniture');
    const button = await screen.findByRole('button', { name: 'Download' });
    await user.click(button);
    const dialog = await screen.findByRole('dialog', { name: 'Download the map' });
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'PDF' }).checked).toBe(true);
    await user.click(within(dialog).getByRole('radio', { name: 'SVG' }));
    await user.click(within(dialog).getByRole('radio', { name: 'Storyboard' }));
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Sheet' }), 'A3 landscape');
    expect(router.state.location.search).toMatchObject({ export: 'svg', layout: 'storyboard', paper: 'a3' });
    expect(within(dialog).getByRole('link', { name: /Open/ }).getAttribute('href')).toBe('/api/v1/maps/furniture/render?format=svg&layout=storyboard&paper=a3&theme=light&lang=en');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(router.state.location.search).toEqual({});
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('every layout is drawn small from this very map', async () => {
    await openPage('/maps/furniture?export=pdf');
    const dialog = await screen.findByRole('dialog');
    const small = [...dialog.querySelectorAll<HTMLImageElement>('.thumbnail img')].map((img) => img.getAttribute('src'));
    expect(small.length).toBe(within(within(dialog).getByRole('group', { name: 'Layout' })).getAllByRole('radio').length);
    expect(small.every((src) => src?.startsWith('/api/v1/maps/furniture/render?format=svg&layout='))).toBe(true);
  });

  it('a layout of personas is off, with the reason, on a map that has none', async () => {
    await openPage('/maps/furniture?export=pdf');
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: /^Persona sheets the map has no personas$/ }).disabled).toBe(true);
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'Storyboard' }).disabled).toBe(false);
  });

  it('downloads the file under a name that tells what it is', async () => {
    const user = userEvent.setup();
    const { asked } = await openPage('/maps/furniture?export=pdf&layout=time&paper=a3', 'ru');
    await user.click(await screen.findByRole('button', { name: 'Скачать PDF' }));
    expect(await screen.findByText('Сохранено: furniture-time-a3.pdf')).toBeTruthy();
    expect(saved).toEqual(['furniture-time-a3.pdf']);
    expect(asked.map((a) => a.path)).toContain('/maps/furniture/render?format=pdf&layout=time&paper=a3&theme=light&lang=ru');
  });

  it('a drawing that is refused says why, and one may try again', async () => {
    const user = userEvent.setup();
    await openPage('/maps/furniture?export=png', 'en', (_, path) =>
      path.includes('/render?format=png') ? { status: 400, body: { code: 'too_large', message: 'the picture would have 900 million pixels' } } : undefined,
    );
    await user.click(await screen.findByRole('button', { name: 'Download PNG' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/900 million pixels/);
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(saved).toEqual([]);
  });

  it('slides and documents say what is in them', async () => {
    const { router } = await openPage('/maps/furniture?export=pptx');
    for (const stage of map.stages) expect(await screen.findByText(`Stage “${stage.name.en}”`)).toBeTruthy();
    expect(screen.queryByRole('combobox', { name: 'Sheet' })).toBeNull();
    const [first, second] = map.stages;
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Stage' }), first?.id ?? '');
    expect(screen.getByText(`Stage “${first?.name.en}”`)).toBeTruthy();
    expect(screen.queryByText(`Stage “${second?.name.en}”`)).toBeNull();
    await router.navigate({ to: '/maps/$id', params: { id: 'furniture' }, search: { export: 'md' } });
    expect(await screen.findByText(/format md, lang en/)).toBeTruthy();
  });

  it('a format of another program says what it cannot carry before the download', async () => {
    const user = userEvent.setup();
    await openPage('/maps/furniture?export=mermaid');
    expect(await screen.findByRole('heading', { name: 'What does not fit into Mermaid' })).toBeTruthy();
    expect(await screen.findByText('12 × evidence of cards')).toBeTruthy();
    expect(await screen.findByText(/^mermaid of furniture/)).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'YAML' }));
    expect(await screen.findByText('Nothing is lost')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Download YAML' }));
    await waitFor(() => expect(saved).toEqual(['furniture.tropa.yaml']));
  });
});
