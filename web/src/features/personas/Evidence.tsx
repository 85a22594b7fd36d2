import type { Evidence } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { questionText } from '../map/words';

/** What a trait rests on, piece by piece. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  const { t, lang } = useText();
  return (
    <ul className="trait-evidence">
      {evidence.map((one, i) => (
        <li key={i}>
          {one.quote && (
            <blockquote lang={one.quote.lang}>
              {one.quote.text}
              {(one.quote.by || one.quote.record) && <footer className="muted">{[one.quote.by, one.quote.record].filter(Boolean).join(', ')}</footer>}
            </blockquote>
          )}
          {one.note && (
            <p>
              {inLang(one.note.text, lang)} <span className="muted">— {one.note.by}</span>
            </p>
          )}
          {inLang(one.reason, lang) && <p>{inLang(one.reason, lang)}</p>}
          {one.question && <p className="muted">{questionText(one.question, t, lang)}</p>}
          {one.snapshot && <p className="mono muted">{one.snapshot}</p>}
        </li>
      ))}
    </ul>
  );
}
