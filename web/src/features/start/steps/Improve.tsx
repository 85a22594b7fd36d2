import { useState } from 'react';
import type { Card, MapDocument } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { ShareButton } from '../../share/ShareButton';
import { newId } from '../../../lib/ids';
import { inLang } from '../../../lib/localtext';
import { Button, buttonClass, Field, Icon, Segmented } from '../../../ui';
import { laneOf, said, withCard, withLane, withoutCards } from '../change';
import type { Start } from '../useStart';

type Horizon = 'short' | 'long';

const inMonths = (months: number) => {
  const day = new Date();
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
};

/** Who looks after the map, when it is looked at again, who does what, and who is to know. */
export function Improve({ start, doc }: { start: Start; doc: MapDocument }) {
  const { t, lang } = useText();
  const [copied, setCopied] = useState(false);
  const lane = laneOf(doc, 'action_items')?.id;
  const actions = doc.cards.filter((card) => card.action && card.lane === lane);
  const served = new Set(actions.map((card) => card.action?.opportunity));
  const chances = doc.cards.filter((card) => card.opportunity && inLang(card.text, lang) && card.lane === laneOf(doc, 'opportunities')?.id);
  const waiting = chances.filter((card) => !served.has(card.id)).sort((a, b) => (a.opportunity?.rank ?? 99) - (b.opportunity?.rank ?? 99));
  const add = (chance: Card | null) => {
    const id = newId('card');
    start.change((map) => {
      if (map.cards.some((card) => card.id === id)) return map;
      const next = withLane(map, 'action_items');
      return withCard(next, {
        id,
        lane: laneOf(next, 'action_items')?.id ?? '',
        at: chance?.at ?? map.stages[0]?.id ?? '',
        text: chance?.text ?? {},
        state: 'assumption',
        action: { status: 'planned', horizon: chance?.opportunity?.effort === 'high' ? 'long' : 'short', ...(chance ? { opportunity: chance.id } : {}) },
      });
    });
  };
  const link = start.mapId === undefined ? '' : `${location.origin}/maps/${start.mapId}`;
  return (
    <div className="start-form">
      <div className="start-form__row">
        <Field label={t('start.improve.owner')}>
          <input className="input" maxLength={200} placeholder={t('start.improve.ownerHint')} value={doc.owner ?? ''} onChange={(e) => start.change((map) => ({ ...map, owner: e.target.value || undefined }))} />
        </Field>
        <Field label={t('atlas.review')}>
          <input className="input" type="date" value={doc.review_date ?? ''} onChange={(e) => start.change((map) => ({ ...map, review_date: e.target.value || undefined }))} />
        </Field>
      </div>
      <div className="start-chips" role="group" aria-label={t('start.improve.reviewIn')}>
        <span className="muted">{t('start.improve.reviewIn')}</span>
        {[1, 3, 6].map((months) => (
          <Button key={months} small label={t('start.improve.months', { count: months })} onClick={() => start.change((map) => ({ ...map, review_date: inMonths(months) }))} />
        ))}
      </div>
      <section className="finds" aria-labelledby="plan">
        <h2 id="plan">
          <Icon name="action_items" size={18} />
          {t('start.improve.plan')}
        </h2>
        {actions.length === 0 && waiting.length === 0 && <p className="muted">{t('start.improve.noPlan')}</p>}
        {actions.length > 0 && (
          <ul>
            {actions.map((card) => (
              <ActionForm key={card.id} start={start} doc={doc} card={card} />
            ))}
          </ul>
        )}
        <div className="start-chips">
          {waiting.slice(0, 4).map((card) => (
            <Button key={card.id} small icon="plus" label={inLang(card.text, lang)} onClick={() => add(card)} />
          ))}
          <Button small look="quiet" icon="plus" label={t('start.improve.addTask')} disabled={doc.stages.length === 0} onClick={() => add(null)} />
        </div>
      </section>
      {start.mapId !== undefined && (
        <section className="finds" aria-labelledby="share">
          <h2 id="share">
            <Icon name="partner" size={18} />
            {t('start.improve.share')}
          </h2>
          <p className="muted">{t('start.improve.shareText')}</p>
          <div className="start-chips">
            <Button
              icon={copied ? 'check' : 'copy'}
              label={copied ? t('start.improve.copied') : t('start.improve.copy')}
              onClick={() => void navigator.clipboard?.writeText(link).then(() => setCopied(true), () => undefined)}
            />
            <ShareButton doc={doc} />
            <a className={buttonClass({})} href={`/api/v1/maps/${encodeURIComponent(start.mapId)}/render?format=pdf&lang=${lang}&paper=a3`} target="_blank" rel="noreferrer">
              <Icon name="download" size={17} />
              {t('start.improve.pdf')}
            </a>
          </div>
        </section>
      )}
    </div>
  );
}

function ActionForm({ start, doc, card }: { start: Start; doc: MapDocument; card: Card }) {
  const { t, lang } = useText();
  const parties = (doc.items ?? []).filter((item) => item.kind === 'department').map((item) => inLang(item.name, lang));
  const put = (change: (now: Card) => Card) =>
    start.change((map) => {
      const now = map.cards.find((one) => one.id === card.id);
      return now ? withCard(map, change(now)) : map;
    });
  const action = card.action ?? { status: 'planned' as const };
  const putAction = (part: Partial<typeof action>) => put((now) => ({ ...now, action: { status: 'planned', ...now.action, ...part } }));
  return (
    <li className="panel chance">
      <div className="chance__head chance__head--wide">
        <Field label={t('start.improve.task')}>
          <input className="input" maxLength={400} value={inLang(card.text, lang)} onChange={(e) => put((now) => ({ ...now, text: said(now.text, lang, e.target.value) }))} />
        </Field>
        <Button look="quiet" iconOnly icon="trash" label={t('start.improve.removeTask')} onClick={() => start.change((map) => withoutCards(map, (one) => one.id === card.id))} />
      </div>
      <div className="start-form__row">
        <Field label={t('atlas.department')}>
          <input className="input" list={`parties-${card.id}`} maxLength={200} value={inLang(action.department, lang)} onChange={(e) => putAction({ department: said(action.department, lang, e.target.value) })} />
        </Field>
        <datalist id={`parties-${card.id}`}>
          {parties.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Field label={t('worth.owner')}>
          <input className="input" maxLength={200} value={action.owner ?? ''} onChange={(e) => putAction({ owner: e.target.value || undefined })} />
        </Field>
        <Field label={t('worth.due')}>
          <input className="input" type="date" value={action.due ?? ''} onChange={(e) => putAction({ due: e.target.value || undefined })} />
        </Field>
        <div className="field">
          <span aria-hidden="true">{t('start.improve.horizon')}</span>
          <Segmented<Horizon>
            label={t('start.improve.horizon')}
            value={action.horizon ?? 'short'}
            choices={(['short', 'long'] as const).map((horizon) => ({ value: horizon, label: t(`start.improve.horizon_${horizon}`) }))}
            onChange={(horizon) => putAction({ horizon })}
          />
        </div>
      </div>
    </li>
  );
}
