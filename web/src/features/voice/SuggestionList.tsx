import { useState } from 'react';
import type { Code, SuggestedQuote } from '../../api/voice';
import { useText } from '../../app/i18n';
import { formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button } from '../../ui';
import { suggestionKey, tree } from './coding';

/** Quotes that seem worth coding, with the reason; each is taken under a code or let go. */
export function SuggestionList({ suggested, codes, readOnly, busy, onAccept, onLetGo }: { suggested: SuggestedQuote[]; codes: Code[]; readOnly: boolean; busy: boolean; onAccept: (one: SuggestedQuote, code: string) => void; onLetGo: (one: SuggestedQuote) => void }) {
  const { t } = useText();
  if (suggested.length === 0) return <p className="muted">{t('voice.noSuggested')}</p>;
  return (
    <ul className="suggested-list">
      {suggested.map((one) => (
        <Suggested key={suggestionKey(one)} one={one} codes={codes} readOnly={readOnly} busy={busy} onAccept={onAccept} onLetGo={onLetGo} />
      ))}
    </ul>
  );
}

function Suggested({ one, codes, readOnly, busy, onAccept, onLetGo }: { one: SuggestedQuote; codes: Code[]; readOnly: boolean; busy: boolean; onAccept: (one: SuggestedQuote, code: string) => void; onLetGo: (one: SuggestedQuote) => void }) {
  const { t, lang } = useText();
  const [code, setCode] = useState('');
  return (
    <li className="suggested-one">
      <blockquote>{one.text}</blockquote>
      <p className="muted">
        <b>{inLang(one.name, lang)}</b>: {inLang(one.why, lang)} <span className="num">({formatShare(one.score, lang, 0)})</span>
      </p>
      {!readOnly && (
        <div className="suggested-one__tools">
          <select className="select select--small" aria-label={t('voice.codeAs')} value={code} onChange={(event) => setCode(event.target.value)}>
            <option value="">{t('voice.chooseCode')}</option>
            {tree(codes).map(({ code: known, depth }) => (
              <option key={known.id} value={known.id}>
                {'\u00a0\u00a0'.repeat(depth)}
                {known.name}
              </option>
            ))}
          </select>
          <Button small icon="check" label={t('voice.accept')} disabled={!code || busy} onClick={() => onAccept(one, code)} />
          <Button small look="quiet" icon="close" iconOnly label={t('voice.letGo')} onClick={() => onLetGo(one)} />
        </div>
      )}
    </li>
  );
}
