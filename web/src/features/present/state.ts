export interface PresentSearch {
  /** From 1; absent: the title. */
  slide?: number;
  notes?: 'on';
  persona?: string;
}

export function presentSearch(search: Record<string, unknown>): PresentSearch {
  const slide = Number(search.slide);
  return {
    slide: Number.isInteger(slide) && slide > 1 && slide <= 500 ? slide : undefined,
    notes: search.notes === 'on' ? 'on' : undefined,
    persona: typeof search.persona === 'string' && search.persona ? search.persona : undefined,
  };
}
