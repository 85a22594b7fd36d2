import { useText } from '../../app/i18n';
import { useIsDraft, useMapStore, useWritable } from '../../live';
import { Button } from '../../ui';
import { useMe } from '../comments/me';
import { useSuggesting } from './SuggestMode';

/** For who may not edit the map but may speak: the way to say what should be different, beside what they look at. */
export function SuggestHere() {
  const { t } = useText();
  const me = useMe(useMapStore().id);
  const writable = useWritable();
  const draft = useIsDraft();
  const { begin } = useSuggesting();
  if (writable || draft || !me.may('commenter')) return null;
  return (
    <p>
      <Button icon="suggestion" label={t('suggestions.begin')} onClick={begin} />
    </p>
  );
}
