import { Link } from '@tanstack/react-router';
import { memo, useId } from 'react';
import type { DraftPart } from '../../api/discover';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatDay } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Icon } from '../../ui';
import { signs } from './apply';
import type { Choice, Wish } from './decisions';
import { factsOf, partName, partPlace, type Said } from './told';

export interface PartActions {
  wish: (key: string, wish: Wish | null) => void;
  because: (key: string, reason: string) => void;
  edit: (key: string) => void;
  activate: (key: string) => void;
}

interface PartProps {
  part: DraftPart;
  /** Map with everything on it, for names. */
  doc: MapDocument;
  source: string | undefined;
  choice: Choice | undefined;
  active: boolean;
  /** The one stop for Tab in the list. */
  stop: boolean;
  needs: string;
  /** Why nothing can be decided. */
  mayNot: string | undefined;
  act: PartActions;
}

/** One part: what it says in a line; where one looks, also why, on what, and what to do with it. */
export const PartLine = memo(function PartLine({ part, doc, source, choice, active, stop, needs, mayNot, act }: PartProps) {
  const { t, lang } = useText();
  const name = partName(part, doc, t, lang);
  const facts = factsOf(part, doc, t, lang);
  const reason = inLang(part.reason, lang);
  const accepted = choice?.wish === 'accept';
  const rejected = choice?.wish === 'reject';
  const place = partPlace(part, doc, t, lang);
  const why = useId();
  const deciding = { disabled: mayNot !== undefined, tabIndex: active ? 0 : -1 };
  return (
    <li className={`again-part again-part--${part.what} ${active ? 'again-part--active' : ''} ${accepted ? 'again-part--accepted' : ''} ${rejected ? 'again-part--rejected' : ''}`} data-part={part.key}>
      <div className="again-part__head">
        <button
          type="button"
          className="again-part__open"
          data-open-part={part.key}
          tabIndex={stop ? 0 : -1}
          aria-label={`${t(`again.what_${part.what}`)}: ${name}, ${place}${accepted ? `, ${t('again.accepted')}` : rejected ? `, ${t('again.rejected')}` : ''}`}
          aria-expanded={active}
          onFocus={() => act.activate(part.key)}
          onClick={() => act.activate(part.key)}
        >
          <span className={`again-sign again-sign--${part.what}`} aria-hidden="true">
            {signs[part.what]}
          </span>
          <span className="again-part__words">
            <span className="again-part__name">{name}</span>
            <span className="again-part__place">{place}</span>
          </span>
        </button>
        <div className="again-part__choice">
          <button type="button" className="again-yes" aria-pressed={accepted} aria-label={`${t(part.held ? 'again.takeAfterAll' : 'again.accept')}: ${name}`} title={mayNot ?? t(part.held ? 'again.takeAfterAll' : 'again.accept')} {...deciding} onClick={() => act.wish(part.key, accepted ? null : 'accept')}>
            <Icon name="check" size={16} />
          </button>
          {!part.held && (
            <button type="button" className="again-no" aria-pressed={rejected} aria-label={`${t('again.reject')}: ${name}`} title={mayNot ?? t('again.reject')} {...deciding} onClick={() => act.wish(part.key, rejected ? null : 'reject')}>
              <Icon name="close" size={16} />
            </button>
          )}
        </div>
      </div>
      {facts.length > 0 ? (
        <dl className="again-facts">
          {facts.map((fact) => (
            <div key={fact.label} className="again-fact">
              <dt>{fact.label}</dt>
              <dd>
                {fact.before && <Side said={fact.before} was label={t('again.before')} fine={active} />}
                {fact.before && fact.after && <Icon name="arrow_right" size={14} />}
                {fact.after && <Side said={fact.after} label={t('again.after')} fine />}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        part.what === 'changed' && <p className="again-part__note">{t('again.sameNumbers')}</p>
      )}
      {part.held && (
        <p className="again-part__held">
          <Icon name="history" size={14} />
          <span>
            {t('again.heldBy', { name: part.held.by, day: formatDay(part.held.at, lang) })}
            {part.held.reason && <q>{part.held.reason}</q>}
          </span>
        </p>
      )}
      {active && (
        <div className="again-part__more">
          {reason && <p>{reason}</p>}
          {needs && <p className="again-part__note">{t('again.needs', { names: needs })}</p>}
          <div className="again-part__tools">
            {part.records && (
              <Link to="/explore" search={{ source, tab: 'variants', where: part.records }} className="again-part__link">
                <Icon name="route" size={14} />
                {t('again.records')}
              </Link>
            )}
            {part.rule && (
              <code className="mono again-part__rule" title={t('again.rule')}>
                {part.rule}
              </code>
            )}
            {part.what !== 'gone' && (part.of === 'card' || part.of === 'step' || part.of === 'stage') && <Button small look="quiet" icon="pencil" label={t('again.edit')} title={mayNot ?? t('again.editText')} disabled={mayNot !== undefined} onClick={() => act.edit(part.key)} />}
          </div>
        </div>
      )}
      {rejected && active && (
        <label className="again-why">
          <span className="hidden-text">{t('again.whyNot')}</span>
          <textarea className="input" rows={2} maxLength={4_000} aria-describedby={why} placeholder={t('again.whyNot')} value={choice?.reason ?? ''} onChange={(event) => act.because(part.key, event.target.value)} />
          <span id={why} className="again-part__note">
            {t('again.whyNotText')}
          </span>
        </label>
      )}
    </li>
  );
});

function Side({ said, label, was, fine }: { said: Said; label: string; was?: boolean; fine: boolean }) {
  return (
    <span className={was ? 'again-side again-side--was' : 'again-side'}>
      <span className="hidden-text">{label} </span>
      <span className="num">{said.value}</span>
      {fine && said.fine && <small className="num">{said.fine}</small>}
    </span>
  );
}
