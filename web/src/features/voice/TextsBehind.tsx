import { Link } from '@tanstack/react-router';
import type { Evidence } from '../../api/types';
import { useText } from '../../app/i18n';
import { filterOfQuery } from '../../lib/voicefilter';
import { Icon } from '../../ui';
import { itemOfRecord, textsBehind } from './sayings';

/** From a card of a map to the texts it rests on: all of them, and each quote in its whole text. */
export function TextsBehind({ evidence }: { evidence: readonly Evidence[] | undefined }) {
  const { t } = useText();
  const texts = textsBehind(evidence);
  const items = [...new Set((evidence ?? []).flatMap((one) => itemOfRecord(one.quote?.record) ?? []))];
  if (!texts && items.length === 0) return null;
  return (
    <p className="texts-behind">
      {texts && (
        <Link to="/voice/items" search={filterOfQuery(texts)} className="button button--small">
          <Icon name="comment" size={15} />
          {t('voice.allTexts')}
        </Link>
      )}
      {items.slice(0, 5).map((item) => (
        <Link key={item} to="/voice/items" search={{ item }} className="button button--small button--quiet">
          <Icon name="quotes" size={15} />
          {items.length === 1 ? t('voice.wholeText') : item}
        </Link>
      ))}
    </p>
  );
}
