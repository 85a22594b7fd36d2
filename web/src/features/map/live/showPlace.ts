/** The element of a stage, step, lane or card, where it is drawn. */
export const findPlace = (id: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('[data-place], [data-card]')].find((element) => element.dataset.place === id || element.dataset.card === id);

/** Brings a place into sight and lets it light up for a moment. */
export function showPlace(id: string) {
  const place = findPlace(id);
  place?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
  place?.animate?.([{ boxShadow: 'inset 0 0 0 3px var(--focus)' }, { boxShadow: 'inset 0 0 0 3px transparent' }], { duration: 2_400, easing: 'ease-in' });
}
