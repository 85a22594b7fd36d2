import type { CSSProperties } from 'react';
import { formatCount } from '../../../lib/format';
import type { Series } from '../Curve';
import { useKit } from '../grid/kit';
import { curveChoices, fromVoice, groupName, useVoiceNow, type CurveChoice } from './now';

/** Which curve is drawn: what people say now, each group for itself, or what the map keeps; and which line is whose. */
export function CurvePick({ series }: { series: Series[] }) {
  const { t, lang, board } = useKit();
  const now = useVoiceNow();
  const follows = series.some(({ cards }) => cards.some((card) => card && fromVoice(card)));
  const choices = curveChoices.filter((choice) => choice === 'saved' || (choice === 'now' ? follows : now.lines.length > 0));
  if (now.at.size === 0 || choices.length < 2) return null;
  const choice = choices.includes(now.choice) ? now.choice : 'saved';
  return (
    <>
      <select className="select select--small rail__choice" aria-label={t('voice.curveOf')} value={choice} onChange={(event) => now.choose(event.target.value as CurveChoice)}>
        {choices.map((one) => (
          <option key={one} value={one}>
            {t(`voice.curve_${one}`)}
          </option>
        ))}
      </select>
      {choice === 'groups' && (
        <ul className="rail__curves">
          {now.lines.map((line, i) => (
            <li key={line.group} style={{ '--hue': `var(--hue-${i * 2 + 1})` } as CSSProperties}>
              {groupName(line.group, board().from.doc, lang)} <span className="muted num">{formatCount(line.n, lang)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
