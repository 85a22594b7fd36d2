import './voice.css';
import { Link } from '@tanstack/react-router';
import type { Card } from '../../../api/types';
import type { SaidOften } from '../../../api/voice';
import { formatCount } from '../../../lib/format';
import { inLang } from '../../../lib/localtext';
import { filterOfQuery, type VoiceFilter } from '../../../lib/voicefilter';
import { Icon, type IconName } from '../../../ui';
import { itemOfRecord, oftenFilter, textsBehind } from '../../voice/sayings';
import { useKit } from '../grid/kit';
import { textsOf, useVoiceNow } from './now';

/** In the head of a stage: how much is said of it, what hurts and delights most, how many questions. One click opens the texts. */
export function StageVoice({ stage, wide }: { stage: string; wide: boolean }) {
  const { t, lang } = useKit();
  const now = useVoiceNow();
  const said = now.at.get(stage);
  if (!said) return null;
  const filter: VoiceFilter = { map: now.map, step: stage };
  const [pain, delight] = [said.pains[0], said.delights[0]];
  return (
    <span className="stage-voice num">
      <Count icon="comment" n={said.n_items} words={t('voice.said', { count: said.n_items, shown: formatCount(said.n_items, lang) })} filter={filter} />
      {wide && pain && <Often icon="pains" look="pain" of={pain} filter={oftenFilter(pain, 'pains', filter)} />}
      {wide && delight && <Often icon="delights" look="delight" of={delight} filter={oftenFilter(delight, 'delights', filter)} />}
      {wide && said.questions > 0 && <Count icon="questions" n={said.questions} words={t('voice.nQuestions', { count: said.questions })} filter={{ ...filter, act: 'question' }} />}
    </span>
  );
}

function Often({ icon, look, of, filter }: { icon: IconName; look: 'pain' | 'delight'; of: SaidOften; filter: VoiceFilter }) {
  const { t, lang } = useKit();
  return <Count icon={icon} look={look} n={of.n} words={t(`voice.most_${look}`, { name: inLang(of.name, lang), shown: formatCount(of.n, lang) })} filter={filter} />;
}

function Count({ icon, look, n, words, filter }: { icon: IconName; look?: 'pain' | 'delight'; n: number; words: string; filter: VoiceFilter }) {
  const { lang } = useKit();
  return (
    // Out of the way of Tab: the grid is one stop, and the menu of the stage leads to the same texts.
    <Link to="/voice/items" search={filter} tabIndex={-1} draggable={false} className={`voice-count ${look ? `voice-count--${look}` : ''}`} title={words} aria-label={words}>
      <Icon name={icon} size={13} />
      {formatCount(n, lang)}
    </Link>
  );
}

/** The filter of the texts behind a card, or the one text it quotes. */
export function behindCard(card: Card): (VoiceFilter & { item?: string }) | undefined {
  const texts = textsBehind(card.evidence);
  if (texts) return filterOfQuery(texts);
  const item = card.evidence?.map((one) => itemOfRecord(one.quote?.record)).find(Boolean);
  return item === undefined ? undefined : { item };
}

/** On a card: how many texts stand behind it. */
export function CardVoice({ card }: { card: Card }) {
  const { t, lang } = useKit();
  const n = textsOf(card);
  const search = n > 0 && !card.feeling ? behindCard(card) : undefined;
  if (!search) return null;
  const words = t('voice.textsN', { count: n, shown: formatCount(n, lang) });
  return (
    <Link to="/voice/items" search={search} tabIndex={-1} draggable={false} className="voice-count card-frame__voice num" title={words} aria-label={words}>
      <Icon name="comment" size={12} />
      {formatCount(n, lang)}
    </Link>
  );
}
