import { useState } from 'react';
import type { Card, MapDocument } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { newId } from '../../../lib/ids';
import { inLang } from '../../../lib/localtext';
import { Button, Field, Icon, Segmented } from '../../../ui';
import { cardTitle } from '../../map/words';
import { findings, laneOf, ranked, said, withCard, withLane, withoutCards } from '../change';
import type { Start } from '../useStart';

type Level = 'low' | 'medium' | 'high';
const levels: readonly Level[] = ['low', 'medium', 'high'];
/** The worst first; more at once is a list nobody works through. */
const shownMax = 6;

/** What hurts becomes what could be better; what delights is named, so that nobody mends it away. */
export function Opportunities({ start, doc }: { start: Start; doc: MapDocument }) {
  const { t, lang } = useText();
  const [all, setAll] = useState(false);
  const { hurts, delights } = findings(doc);
  const chances = doc.cards.filter((card) => card.opportunity && card.lane === laneOf(doc, 'opportunities')?.id).sort((a, b) => (a.opportunity?.rank ?? 99) - (b.opportunity?.rank ?? 99));
  const answered = new Set(chances.flatMap((card) => card.opportunity?.answers ?? []));
  const open = hurts.filter((card) => !answered.has(card.id));
  const placeOf = (card: Card) => inLang(doc.stages.flatMap((stage) => [stage, ...stage.steps]).find((one) => one.id === card.at)?.name, lang);
  const add = (hurt: Card | null) => {
    const id = newId('card');
    const at = hurt?.at ?? doc.stages[0]?.id ?? '';
    start.change((map) => {
      if (map.cards.some((card) => card.id === id)) return map;
      const next = withLane(map, 'opportunities');
      return ranked(withCard(next, { id, lane: laneOf(next, 'opportunities')?.id ?? '', at, text: {}, state: 'assumption', opportunity: { status: 'open', impact: 'medium', effort: 'medium', ...(hurt ? { answers: [hurt.id] } : {}) } }));
    });
  };
  return (
    <div className="start-form">
      <section className="finds" aria-labelledby="hurts">
        <h2 id="hurts">
          <Icon name="pains" size={18} />
          {t('start.opportunities.hurts')}
        </h2>
        {hurts.length === 0 && <p className="muted">{t('start.opportunities.noHurts')}</p>}
        <ul>
          {(all ? open : open.slice(0, shownMax)).map((card) => (
            <li key={card.id} className="find">
              <span className={`state__mark state__mark--${card.state}`} title={t(`state.${card.state}`)} />
              <span className="find__words">
                {cardTitle(card, doc, t, lang)}
                <span className="muted">{placeOf(card)}</span>
              </span>
              <Button small icon="plus" label={t('start.opportunities.improve')} onClick={() => add(card)} />
            </li>
          ))}
        </ul>
        {!all && open.length > shownMax && <Button small look="quiet" label={t('start.opportunities.more', { count: open.length - shownMax })} onClick={() => setAll(true)} />}
      </section>
      <section className="finds" aria-labelledby="chances">
        <h2 id="chances">
          <Icon name="opportunities" size={18} />
          {t('start.opportunities.chances')}
        </h2>
        {chances.length === 0 && <p className="muted">{t('start.opportunities.noChances')}</p>}
        <ol>
          {chances.map((card) => (
            <Chance key={card.id} start={start} doc={doc} card={card} place={placeOf(card)} />
          ))}
        </ol>
        <Button small look="quiet" icon="plus" label={t('start.opportunities.own')} disabled={doc.stages.length === 0} onClick={() => add(null)} />
      </section>
      {delights.length > 0 && (
        <section className="finds finds--good" aria-labelledby="delights">
          <h2 id="delights">
            <Icon name="delights" size={18} />
            {t('start.opportunities.delights')}
          </h2>
          <p className="muted">{t('start.opportunities.delightsText')}</p>
          <ul>
            {delights.slice(0, shownMax).map((card) => (
              <li key={card.id} className="find">
                <span className={`state__mark state__mark--${card.state}`} title={t(`state.${card.state}`)} />
                <span className="find__words">
                  {cardTitle(card, doc, t, lang)}
                  <span className="muted">{placeOf(card)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Chance({ start, doc, card, place }: { start: Start; doc: MapDocument; card: Card; place: string }) {
  const { t, lang } = useText();
  const put = (change: (now: Card) => Card) =>
    start.change((map) => {
      const now = map.cards.find((one) => one.id === card.id);
      return now ? ranked(withCard(map, change(now))) : map;
    });
  const choice = (part: 'impact' | 'effort') => (
    <div className="field">
      <span aria-hidden="true">{t(`worth.${part}`)}</span>
      <Segmented<Level>
        label={t(`worth.${part}`)}
        value={card.opportunity?.[part] ?? 'medium'}
        choices={levels.map((level) => ({ value: level, label: t(`start.level_${level}`) }))}
        onChange={(level) => put((now) => ({ ...now, opportunity: { status: 'open', ...now.opportunity, [part]: level } }))}
      />
    </div>
  );
  const answers = doc.cards.filter((one) => card.opportunity?.answers?.includes(one.id));
  return (
    <li className="panel chance">
      <div className="chance__head">
        <span className="trail__mark num">{card.opportunity?.rank ?? ''}</span>
        <span className="muted">{[place, ...answers.map((one) => cardTitle(one, doc, t, lang))].filter(Boolean).join(' · ')}</span>
        <Button look="quiet" small iconOnly icon="trash" label={t('start.opportunities.remove')} onClick={() => start.change((map) => ranked(withoutCards(map, (one) => one.id === card.id)))} />
      </div>
      <Field label={t('start.opportunities.what')}>
        <input className="input" maxLength={400} placeholder={t('start.opportunities.whatHint')} value={inLang(card.text, lang)} onChange={(e) => put((now) => ({ ...now, text: said(now.text, lang, e.target.value) }))} />
      </Field>
      <div className="chance__levels">
        {choice('impact')}
        {choice('effort')}
      </div>
    </li>
  );
}
