import { quoted } from '../../lib/selector';
import { useOpenComments } from './useComments';

/** How many open conversations stand at each card, step, stage and lane of the drawn map. A style sheet, so that nothing is drawn again. */
export function CommentMarks({ map, within = '.map-scroll' }: { map: string; /** Selector of the box with this map, where two are on the page. */ within?: string }) {
  const counts = useOpenComments(map);
  if (counts.size === 0) return null;
  const rules = [...counts].map(([at, count]) => {
    const id = quoted(at);
    return `${within} :is([data-card=${id}],[data-place=${id}])::after{content:"${count > 99 ? '99' : count}"}`;
  });
  const all = [...counts.keys()].map((at) => `[data-card=${quoted(at)}],[data-place=${quoted(at)}]`).join(',');
  return (
    <style>
      {`${within} :is(${all})::after{position:absolute;top:3px;right:3px;z-index:3;min-width:17px;height:17px;padding:0 4px;border-radius:9px 9px 9px 2px;background:var(--amber-fill);color:#241a05;font:650 11px/17px var(--font);text-align:center;box-shadow:0 0 0 2px var(--surface);pointer-events:none}
${within} [data-card]::after{top:-7px!important;right:-6px!important}
${rules.join('\n')}`}
    </style>
  );
}
