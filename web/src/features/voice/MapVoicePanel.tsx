import './voice.css';
import './panel.css';
import * as Menu from '@radix-ui/react-dropdown-menu';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { LocalText, MapDocument } from '../../api/types';
import { adopt, voiceMissingQuery, voiceQuestionsQuery, voiceQuotesQuery, voiceStepsQuery } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { useMapStore, useWritable } from '../../live';
import { Button, Icon, Loading, Note, Segmented } from '../../ui';
import { showPlace } from '../map/live/showPlace';
import { columnsOf, worstOf } from './columns';
import { FeelingMark, itemName, TextsLink } from './parts';
import { beginSayingDrag, type Landing } from './sayingDrag';
import { askedOf, evidenceOf, oftenOf, quotesOf, stateOf, takes, type Saying } from './sayings';

const tabs = ['quotes', 'pains', 'delights', 'questions', 'ideas'] as const;
type Tab = (typeof tabs)[number];

/** Beside the map: what people say at each of its steps. Dragged onto a card or a cell, or put there by the menu. */
export function MapVoicePanel({ doc }: { doc: MapDocument }) {
  const { t, lang } = useText();
  const store = useMapStore();
  const writable = useWritable();
  const { data: steps, error, refetch } = useQuery(voiceStepsQuery({ map: doc.id }));
  const [picked, setPicked] = useState<string | undefined>();
  const [tab, setTab] = useState<Tab>('quotes');
  const [told, setTold] = useState('');
  const columns = steps ? columnsOf(steps, doc, lang) : [];
  const step = columns.find((column) => column.step.key === picked)?.step ?? worstOf(columns) ?? columns[0]?.step;
  const place = step?.at;
  const filter = { step: place ?? '', map: doc.id };
  const quotes = useQuery({ ...voiceQuotesQuery(filter), enabled: place !== undefined && tab === 'quotes' });
  const asked = useQuery({ ...voiceQuestionsQuery(filter), enabled: place !== undefined && tab === 'questions' });
  const missed = useQuery({ ...voiceMissingQuery(filter), enabled: place !== undefined && tab === 'ideas' });
  const all = useMutation({ mutationFn: () => adopt(doc.id, { everything: { quotes: true, pains: true, delights: true, questions: true, feelings: true, per_cell_max: 3 } }), onSuccess: (done) => setTold(t('voice.adopted', { count: done.cards.length })) });
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!steps) return <Loading label={t('common.loading')} rows={6} height={44} />;
  if (!step || columns.every((column) => column.step.n_items === 0)) return <p className="muted">{t('voice.panelNothing')}</p>;

  const sayings: Saying[] =
    tab === 'quotes' ? quotesOf(quotes.data?.items.length ? quotes.data.items : step.best_quotes, filter)
    : tab === 'questions' ? askedOf(asked.data?.items ?? [], 'questions', filter)
    : tab === 'ideas' ? askedOf(missed.data?.items ?? [], 'ideas', filter)
    : oftenOf(step, tab, filter);
  const waiting = (tab === 'quotes' && quotes.isPending) || (tab === 'questions' && asked.isPending) || (tab === 'ideas' && missed.isPending);
  const trouble = quotes.error ?? asked.error ?? missed.error ?? all.error;

  const put = (saying: Saying, landing: Landing) => {
    const evidence = evidenceOf(saying);
    const id = store.edit.transact('voice', () => {
      if (landing.card) {
        const card = landing.card;
        for (const one of evidence) store.edit.addEvidence('card', card, one);
        if (store.record('card', card)?.state === 'assumption') store.edit.setField('card', card, 'state', stateOf(saying));
        return card;
      }
      const [language, words] = Object.entries(saying.text)[0] ?? ['und', ''];
      const made = store.edit.addCard({ lane: landing.lane, at: landing.at, lang: language as 'und', text: words, state: stateOf(saying), evidence });
      for (const [other, more] of Object.entries(saying.text).slice(1)) store.edit.setText('card', made, 'text', other, more);
      return made;
    });
    const name = inLang(placeName(doc, landing.at), lang);
    setTold(landing.card ? t('voice.laidOnCard') : t('voice.putAt', { step: name }));
    window.setTimeout(() => showPlace(id), 60);
  };
  const putAt = (saying: Saying, at: string) => {
    const lane = doc.lanes.find((one) => one.role === saying.role)?.id ?? store.edit.addLane({ role: saying.role });
    put(saying, { lane, at });
  };
  return (
    <div className="voice-panel">
      <div className="voice-panel__step">
        <select className="select" aria-label={t('voice.step')} value={step.key} onChange={(event) => setPicked(event.target.value)}>
          {columns.map((column) => (
            <option key={column.step.key} value={column.step.key}>
              {inLang(column.step.name, lang)} · {formatCount(column.step.n_items, lang)}
            </option>
          ))}
        </select>
        <FeelingMark value={step.curve.value} />
      </div>
      <p className="voice-panel__n">
        <TextsLink filter={filter}>{t('voice.said', { count: step.n_items, shown: formatCount(step.n_items, lang) })}</TextsLink>
        <span className="muted">{t(`voice.state_${step.curve.state}`)}</span>
      </p>
      <Segmented label={t('voice.whatToPut')} choices={tabs.map((one) => ({ value: one, label: t(`voice.tab_${one}`) }))} value={tab} onChange={setTab} />
      {trouble && <Trouble error={trouble} />}
      {waiting && <Loading label={t('common.loading')} rows={4} height={52} />}
      {!waiting && sayings.length === 0 && <p className="muted">{t('voice.noneFound')}</p>}
      <ul className="sayings">
        {sayings.map((saying) => (
          <li key={saying.key}>
            <SayingCard saying={saying} doc={doc} at={place} writable={writable} onDrop={(landing) => put(saying, landing)} onPut={(at) => putAt(saying, at)} />
          </li>
        ))}
      </ul>
      <p className="hidden-text" role="status" aria-live="polite">
        {told}
      </p>
      <section className="voice-panel__all">
        <p className="muted">{writable ? t('voice.panelHint') : t('voice.panelReadOnly')}</p>
        <Button small icon="download" label={t('voice.adoptAll')} disabled={!writable || all.isPending} onClick={() => all.mutate()} />
        {all.isSuccess && <Note kind="ok">{told}</Note>}
      </section>
    </div>
  );
}

const placeName = (doc: MapDocument, id: string): LocalText | undefined => doc.stages.find((stage) => stage.id === id)?.name ?? doc.stages.flatMap((stage) => stage.steps).find((step) => step.id === id)?.name;

function SayingCard({ saying, doc, at, writable, onDrop, onPut }: { saying: Saying; doc: MapDocument; at?: string; writable: boolean; onDrop: (landing: Landing) => void; onPut: (at: string) => void }) {
  const { t, lang } = useText();
  const face = useRef<HTMLDivElement>(null);
  const text = inLang(saying.text, lang);
  const quote = saying.quotes[0];
  const filter = saying.n > 1 || !quote ? saying.filter : { item: itemName({ source: quote.source, id: quote.item }) };
  const fits = (landing: Landing) => takes(doc, landing.lane);
  return (
    <div className={`saying saying--${saying.role}`}>
      <div ref={face} className={`saying__face ${writable ? 'saying__face--drag' : ''}`} onPointerDown={(event) => event.button === 0 && writable && face.current && !(event.target as HTMLElement).closest('a, button') && beginSayingDrag(event.nativeEvent, face.current, fits, onDrop)}>
        <p>{text}</p>
        {saying.role !== 'quotes' && quote && quote.text !== text && <blockquote className="muted">{quote.text}</blockquote>}
      </div>
      <div className="saying__tools">
        {quote?.feeling !== undefined && saying.role === 'quotes' && <FeelingMark value={quote.feeling} small />}
        <TextsLink filter={filter}>{saying.n > 1 ? t('voice.said', { count: saying.n, shown: formatCount(saying.n, lang) }) : t('voice.wholeText')}</TextsLink>
        <Menu.Root modal={false}>
          <Menu.Trigger className="button button--small saying__put" disabled={!writable}>
            <Icon name="plus" size={14} />
            {t('voice.putOn')}
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Content className="menu saying__menu" align="end" collisionPadding={8}>
              {at !== undefined && (
                <Menu.Item className="menu__item" onSelect={() => onPut(at)}>
                  <Icon name="visit" size={15} />
                  {t('voice.putHere', { step: inLang(placeName(doc, at), lang) })}
                </Menu.Item>
              )}
              {doc.stages.map((stage) => (
                <Menu.Group key={stage.id}>
                  <Menu.Label className="menu__label">{inLang(stage.name, lang)}</Menu.Label>
                  {stage.steps.filter((step) => step.id !== at).map((step) => (
                    <Menu.Item key={step.id} className="menu__item" onSelect={() => onPut(step.id)}>
                      {inLang(step.name, lang)}
                    </Menu.Item>
                  ))}
                </Menu.Group>
              ))}
            </Menu.Content>
          </Menu.Portal>
        </Menu.Root>
      </div>
    </div>
  );
}
