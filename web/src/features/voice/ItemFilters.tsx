import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type Ref } from 'react';
import { mapQuery } from '../../api/queries';
import { speechActs, voiceKinds, voiceLanguages, type VoiceSummary } from '../../api/voice';
import { voiceStepsQuery, voiceTopicsQuery } from '../../api/voiceQueries';
import type { Emotion } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatDay } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { attachments, feelings, narrowing, orders, type FilterKey } from '../../lib/voicefilter';
import { Button, Field, Icon } from '../../ui';
import type { ItemsSearch } from './state';

const emotions: Emotion[] = ['interest', 'confusion', 'hope', 'doubt', 'trust', 'irritation', 'impatience', 'confidence', 'satisfaction', 'joy', 'disappointment'];
/** Typing settles before the server is asked. */
const settleMs = 300;

/** What narrows the list. All of it stands in the address; what is set is a chip that takes itself away. */
export function ItemFilters({ search, summary, onChange, searchRef }: { search: ItemsSearch; summary: VoiceSummary; onChange: (part: Partial<ItemsSearch>) => void; searchRef: Ref<HTMLInputElement> }) {
  const { t, lang } = useText();
  const [open, setOpen] = useState(false);
  const { data: topics } = useQuery(voiceTopicsQuery());
  const { data: steps } = useQuery(voiceStepsQuery({}));
  const { data: map } = useQuery({ ...mapQuery(search.map ?? ''), enabled: search.map !== undefined });
  const set = narrowing(search);
  const select = (key: FilterKey, label: string, choices: [string, string][]) => (
    <Field label={label}>
      <select className="select select--small" value={search[key] ?? ''} onChange={(event) => onChange({ [key]: event.target.value || undefined, ...(key === 'step' ? { map: undefined } : {}) })}>
        <option value="">{t('voice.any')}</option>
        {choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
        {search[key] && !choices.some(([value]) => value === search[key]) && <option value={search[key]}>{words(key)}</option>}
      </select>
    </Field>
  );
  /** A condition as a person says it. */
  const words = (key: FilterKey): string => {
    const value = search[key] ?? '';
    switch (key) {
      case 'topic': {
        const topic = topics?.items.find((one) => one.id === value);
        return topic ? inLang(topic.name, lang) : value;
      }
      case 'step': {
        if (value === 'none') return t('voice.noStep');
        const own = map?.stages.find((stage) => stage.id === value)?.name ?? map?.stages.flatMap((stage) => stage.steps).find((step) => step.id === value)?.name;
        return inLang(own ?? steps?.items.find((one) => one.key === value)?.name, lang) || value;
      }
      case 'feeling':
      case 'kind':
      case 'act':
      case 'language':
      case 'speaker':
        return t(`voice.${key}_${value}`);
      case 'emotion':
        return t(`edit.emotion_${value}`);
      case 'attached':
        return t(`voice.attached_${value}`);
      case 'from':
        return t('voice.sinceDay', { day: formatDay(value, lang) });
      case 'to':
        return t('voice.untilDay', { day: formatDay(value, lang) });
      case 'q':
        return `«${value}»`;
      default:
        return value;
    }
  };
  const stepChoices = (steps?.items ?? []).filter((one) => one.kind === 'step').map((one): [string, string] => [one.key, inLang(one.name, lang)]);
  return (
    <section className="item-filters" aria-label={t('voice.filters')}>
      <div className="item-filters__row">
        <SearchField key={search.q ?? ''} value={search.q ?? ''} inputRef={searchRef} onChange={(q) => onChange({ q: q || undefined })} />
        <div className="segmented item-filters__feelings" role="group" aria-label={t('voice.feeling')}>
          {feelings.slice(0, 3).map((feeling) => (
            <button key={feeling} type="button" aria-pressed={search.feeling === feeling} title={t(`voice.feeling_${feeling}`)} aria-label={t(`voice.feeling_${feeling}`)} onClick={() => onChange({ feeling: search.feeling === feeling ? undefined : feeling })}>
              <Icon name={feeling === 'bad' ? 'frown' : feeling === 'good' ? 'smile' : 'meh'} size={16} />
            </button>
          ))}
        </div>
        <Button small icon="filter" label={t('voice.more')} aria-expanded={open} onClick={() => setOpen(!open)} />
        <select className="select select--small item-filters__order" aria-label={t('voice.order')} value={search.order ?? 'newest'} onChange={(event) => onChange({ order: event.target.value === 'newest' ? undefined : event.target.value })}>
          {orders.map((order) => (
            <option key={order} value={order}>
              {t(`voice.order_${order}`)}
            </option>
          ))}
        </select>
      </div>
      {open && (
        <div className="item-filters__all">
          {select('step', t('voice.step'), [['none', t('voice.noStep')], ...stepChoices])}
          {select('topic', t('voice.topic'), (topics?.items ?? []).map((one) => [one.id, inLang(one.name, lang)]))}
          {select('act', t('voice.act'), speechActs.map((one) => [one, t(`voice.act_${one}`)]))}
          {select('emotion', t('voice.emotion'), emotions.map((one) => [one, t(`edit.emotion_${one}`)]))}
          {select('source', t('voice.source'), summary.sources.map((one) => [one.name, one.name]))}
          {select('kind', t('voice.kind'), voiceKinds.map((one) => [one, t(`voice.kind_${one}`)]))}
          {select('language', t('voice.language'), voiceLanguages.map((one) => [one, t(`voice.language_${one}`)]))}
          {select('attached', t('voice.attachedTitle'), attachments.map((one) => [one, t(`voice.attached_${one}`)]))}
          <Field label={t('voice.since')}>
            <input type="date" className="input input--small" value={search.from ?? ''} onChange={(event) => onChange({ from: event.target.value || undefined })} />
          </Field>
          <Field label={t('voice.until')}>
            <input type="date" className="input input--small" value={search.to ?? ''} onChange={(event) => onChange({ to: event.target.value || undefined })} />
          </Field>
        </div>
      )}
      {set.length > 0 && (
        <ul className="filter-chips" aria-label={t('voice.set')}>
          {set.map((key) => (
            <li key={key} className="chip chip--brand filter__chip">
              {words(key)}
              <button type="button" aria-label={t('voice.without', { what: words(key) })} onClick={() => onChange({ [key]: undefined, ...(key === 'step' ? { map: undefined } : {}) })}>
                <Icon name="close" size={13} />
              </button>
            </li>
          ))}
          {set.length > 1 && (
            <li>
              <button type="button" className="button button--quiet button--small" onClick={() => onChange(Object.fromEntries([...set, 'map' as const].map((key) => [key, undefined])))}>
                {t('voice.clear')}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function SearchField({ value, inputRef, onChange }: { value: string; inputRef: Ref<HTMLInputElement>; onChange: (value: string) => void }) {
  const { t } = useText();
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = window.setTimeout(() => onChange(typed.trim()), settleMs);
    return () => window.clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only typing waits
  }, [typed]);
  return (
    <span className="item-filters__search">
      <Icon name="search" size={15} />
      <input ref={inputRef} className="input input--small" type="search" aria-label={t('voice.search')} placeholder={`${t('voice.search')}  /`} value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={(event) => event.key === 'Enter' && onChange(typed.trim())} />
    </span>
  );
}
