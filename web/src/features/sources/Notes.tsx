import type { LocalText } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';

/** What the reader should know about files and imports, one line each. */
export function Notes({ notes }: { notes: LocalText[] }) {
  const { lang } = useText();
  return notes.map((note, i) => (
    <p key={i} className="muted">
      {inLang(note, lang)}
    </p>
  ));
}
