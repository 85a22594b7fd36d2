import type { CSSProperties } from 'react';
import type { Card, LaneRole, MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { feelingLevel } from '../../lib/curve';
import { formatCount, formatFeeling, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon, type IconName } from '../../ui';
import { severityText } from '../map/CardFace';
import { metricAt, reachAt, tintOf } from '../map/model';
import type { Slide } from './slides';

export function TitleSlide({ doc }: { doc: MapDocument }) {
  const { t, lang } = useText();
  const scenario = inLang(doc.scenario, lang);
  const steps = doc.stages.reduce((sum, stage) => sum + stage.steps.length, 0);
  return (
    <div className="slide slide--title">
      <p className="slide__kind">
        {t(`kind.${doc.kind}`)} · {t(`mapState.${doc.state}`)}
      </p>
      <h1>{inLang(doc.title, lang)}</h1>
      {scenario && <p className="slide__scenario">{scenario}</p>}
      {(doc.personas?.length ?? 0) > 0 && (
        <ul className="slide__people" aria-label={t('present.forWhom')}>
          {doc.personas?.slice(0, 4).map((one) => (
            <li key={one.id}>
              <Icon name="users" size={28} />
              <span>
                <b>{inLang(one.name, lang)}</b>
                {inLang(one.summary, lang) && <span> {inLang(one.summary, lang)}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="slide__facts num">
        {t('present.stages', { count: doc.stages.length })} · {t('present.steps', { count: steps })}
        {doc.origin && ` · ${t('common.journeys', { count: doc.origin.n, shown: formatCount(doc.origin.n, lang) })}`}
      </p>
    </div>
  );
}

export function StageSlide({ doc, slide }: { doc: MapDocument; slide: Extract<Slide, { kind: 'stage' }> }) {
  const { t, lang } = useText();
  const { stage, index } = slide;
  const goal = inLang(stage.goal, lang);
  const loss = metricAt(doc, stage.id, 'loss');
  const reach = reachAt(doc, stage);
  return (
    <div className="slide" style={{ '--hue': `var(--hue-${(index % 8) + 1})`, '--columns': Math.max(1, slide.columns.length) } as CSSProperties}>
      <div className="slide__head">
        <span className="slide__number">{index + 1}</span>
        <div>
          <h1>
            {inLang(stage.name, lang)}
            {slide.parts > 1 && (
              <span className="slide__part num">
                {' '}
                {slide.part + 1}/{slide.parts}
              </span>
            )}
          </h1>
          {goal && <p className="slide__goal">{goal}</p>}
        </div>
        <dl className="slide__figures">
          {reach !== undefined && (
            <div>
              <dd className="num">{formatShare(reach, lang)}</dd>
              <dt>{t('metric.reach')}</dt>
            </div>
          )}
          {loss && (
            <div className="slide__figure--loss">
              <dd className="num">{formatShare(loss.value, lang)}</dd>
              <dt>{t('metric.loss')}</dt>
            </div>
          )}
        </dl>
      </div>
      {slide.whole.length > 0 && (
        <div className="slide__whole">
          {slide.whole.map(({ card, role }) => (
            <SlideCard key={card.id} card={card} role={role} />
          ))}
        </div>
      )}
      <div className="slide__steps">
        {slide.columns.map(({ step, feeling, cards, more }) => (
          <section key={step.id} className={`slide__step ${step.moment_of_truth ? 'slide__step--truth' : ''}`}>
            <h2>
              {step.moment_of_truth && (
                <span title={t('map.momentOfTruth')}>
                  <Icon name="moments_of_truth" size={26} />
                  <span className="hidden-text">{t('map.momentOfTruth')}: </span>
                </span>
              )}
              {inLang(step.name, lang)}
            </h2>
            {feeling?.feeling && <Feeling value={feeling.feeling.value} assumed={feeling.state === 'assumption'} />}
            {cards.map(({ card, role }) => (
              <SlideCard key={card.id} card={card} role={role} />
            ))}
            {more > 0 && <p className="slide__more">{t('map.more', { count: more })}</p>}
          </section>
        ))}
      </div>
    </div>
  );
}

const faces: Record<string, IconName> = { '-2': 'frown', '-1': 'frown', '0': 'meh', '1': 'smile', '2': 'smile' };

function Feeling({ value, assumed }: { value: number; assumed: boolean }) {
  const { t, lang } = useText();
  const level = feelingLevel(value);
  return (
    <p className="slide__feeling" style={{ color: `var(--feel-${level})` }}>
      <Icon name={faces[level] ?? 'meh'} size={30} />
      <b className="num">{formatFeeling(value, lang)}</b> {t(`feeling.${level}`)}
      {assumed && <span className="slide__assumed">{t('state.assumption')}</span>}
    </p>
  );
}

function SlideCard({ card, role }: { card: Card; role: LaneRole }) {
  const { t, lang } = useText();
  const severity = card.pain && severityText(card.pain.severity, card.pain.severity_unit, lang, t);
  return (
    <p className={`slide__card slide__card--${tintOf(role)} ${card.state === 'assumption' ? 'slide__card--assumed' : ''}`}>
      <Icon name={role} size={24} />
      <span>
        <span className="hidden-text">{t(`lane.${role}`)}: </span>
        {inLang(card.text, lang)}
        {severity && <b className="num"> {severity}</b>}
      </span>
    </p>
  );
}

export function Finale({ doc, slide }: { doc: MapDocument; slide: Extract<Slide, { kind: 'finale' }> }) {
  const { t, lang } = useText();
  const placeOf = (at: string) => inLang(doc.stages.find((one) => one.id === at)?.name ?? doc.stages.flatMap((one) => one.steps).find((one) => one.id === at)?.name, lang);
  return (
    <div className="slide slide--finale">
      <section>
        <h1>{t('present.finale')}</h1>
        {slide.opportunities.length === 0 ? (
          <p className="slide__goal">{t('present.finaleNone')}</p>
        ) : (
          <ol className="slide__best">
            {slide.opportunities.map((card, i) => (
              <li key={card.id}>
                <span className="slide__number">{i + 1}</span>
                <span>
                  {inLang(card.text, lang)}
                  <span className="slide__where">{placeOf(card.at)}</span>
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
      {slide.worst.length > 0 && (
        <section>
          <h2>{t('present.worst')}</h2>
          <ul className="slide__worst">
            {slide.worst.map((card) => (
              <li key={card.id}>
                <span className="slide__harm num">{card.pain && severityText(card.pain.severity, card.pain.severity_unit, lang, t)}</span>
                <span>
                  {inLang(card.text, lang)}
                  <span className="slide__where">{placeOf(card.at)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
