import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { VoiceItem } from '../../api/voice';
import { useText } from '../../app/i18n';
import { feelingLevel } from '../../lib/curve';
import { formatDay } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon } from '../../ui';
import { FeelingMark, itemName, kindIcons, LanguageMark, ScoreMark } from './parts';
import { rowsShown, scrollFor } from './rows';

const rowHeight = 92;

/** The list of what was said: however long, only what is seen is drawn. The focus stays on the list, the cursor walks in it. */
export function ItemList({ items, n, chosen, more, listRef, onChoose, onOpen, onKey }: {
  items: VoiceItem[];
  /** All that pass the filter, also those not fetched yet. */
  n: number;
  chosen: number;
  /** Called when the end comes near; nothing more to fetch: absent. */
  more?: () => void;
  listRef: Ref<HTMLDivElement>;
  onChoose: (at: number) => void;
  onOpen: (at: number) => void;
  onKey: (event: KeyboardEvent) => void;
}) {
  const { t } = useText();
  const box = useRef<HTMLDivElement | null>(null);
  const [view, setView] = useState({ top: 0, height: 700 });
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => setView((now) => ({ ...now, height: element.clientHeight })));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // The chosen one stays in sight when the cursor walks.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || chosen < 0) return;
    const to = scrollFor(chosen, element.scrollTop, element.clientHeight || view.height, rowHeight);
    if (to !== element.scrollTop) element.scrollTop = to;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a scroll by hand must not jump back
  }, [chosen]);
  const { from, to } = rowsShown(view.top, view.height, rowHeight, items.length);
  useEffect(() => {
    if (more && to >= items.length - 12) more();
  }, [more, to, items.length]);
  return (
    <div
      ref={(element) => {
        box.current = element;
        if (typeof listRef === 'function') listRef(element);
        else if (listRef) listRef.current = element;
      }}
      className="item-list"
      role="listbox"
      tabIndex={0}
      aria-label={t('voice.page_items')}
      aria-activedescendant={chosen >= from && chosen < to ? `voice-item-${chosen}` : undefined}
      onScroll={(event) => {
        const { scrollTop, clientHeight } = event.currentTarget;
        setView({ top: scrollTop, height: clientHeight });
      }}
      onKeyDown={onKey}
    >
      <div role="presentation" style={{ height: items.length * rowHeight, position: 'relative' }}>
        {items.slice(from, to).map((item, i) => {
          const at = from + i;
          return <Row key={itemName(item)} item={item} at={at} n={n} top={at * rowHeight} chosen={at === chosen} onPick={() => (onChoose(at), onOpen(at))} />;
        })}
      </div>
    </div>
  );
}

function Row({ item, at, n, top, chosen, onPick }: { item: VoiceItem; at: number; n: number; top: number; chosen: boolean; onPick: () => void }) {
  const { t, lang } = useText();
  const feeling = item.reading?.opinion?.feeling;
  const text = item.texts.map((one) => one.text).join(' ');
  return (
    // Keys are heard by the list, which holds the focus.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div id={`voice-item-${at}`} role="option" aria-selected={chosen} aria-setsize={n} aria-posinset={at + 1} className={`item-row ${chosen ? 'item-row--chosen' : ''} item-row--${feeling === undefined ? 'none' : feelingLevel(feeling)}`} style={{ top, height: rowHeight }} onClick={onPick}>
      <div className="item-row__head">
        <FeelingMark value={feeling} small />
        {item.score && <ScoreMark score={item.score} />}
        <span className="item-row__kind" title={t(`voice.kind_${item.kind}`)}>
          <Icon name={kindIcons[item.kind]} size={14} />
          <span className="item-row__source">{item.source}</span>
        </span>
        {item.reading && <LanguageMark language={item.reading.language} />}
        <span className="item-row__when num">{item.time && formatDay(item.time, lang)}</span>
      </div>
      <p className={`item-row__text ${text ? '' : 'muted'}`} lang={item.reading?.language === 'ru' || item.reading?.language === 'en' ? item.reading.language : undefined}>
        {text || item.choice || t('voice.noWords')}
      </p>
      <div className="item-row__foot">
        <span className={`item-row__step ${item.step ? '' : 'item-row__step--none'}`}>
          <Icon name={item.step?.by === 'pinned' ? 'bookmark' : 'visit'} size={13} />
          {item.step ? inLang(item.step.name, lang) : item.candidate ? t('voice.maybe', { step: inLang(item.candidate.name, lang) }) : t('voice.noStep')}
        </span>
        <span className="item-row__topics">{item.topics?.map((topic) => inLang(topic.name, lang)).join(' · ')}</span>
      </div>
    </div>
  );
}
