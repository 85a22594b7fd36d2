import { quoted } from '../../lib/selector';

/** Cards with these ids stand out, all others step back. Said in a style sheet: a map of thousands of cards is not drawn again. */
export function MarkCards({ ids }: { ids: string[] }) {
  if (ids.length === 0) return null;
  const chosen = ids.map((id) => `[data-card=${quoted(id)}],[data-place=${quoted(id)}]`).join(',');
  return (
    <style>
      {`.map-scroll [data-card]{filter:grayscale(.9)}
.map-scroll :is(${chosen}){filter:none;background:var(--amber-soft);outline:2px solid var(--amber-fill);outline-offset:1px}`}
    </style>
  );
}
