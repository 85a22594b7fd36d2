import type { Card, Lane, MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { StateMark } from './CardFace';
import { cellsOf } from './model';
import { cardTitle, curveSummary } from './words';

/** The map as nested headings: stage, step, lane, cards. The view to read with a screen reader or on a phone. */
export function Outline({ doc, lanes, keepStep, onOpen }: {
  doc: MapDocument;
  lanes: Lane[];
  keepStep: (id: string) => boolean;
  onOpen: (card: string) => void;
}) {
  const { t, lang } = useText();
  const cells = cellsOf(doc);
  const lanesAt = (at: string) =>
    lanes.flatMap((lane) => {
      const cards = cells.get(`${lane.id} ${at}`) ?? [];
      return cards.length ? [{ lane, cards }] : [];
    });
  const list = (at: string, Heading: 'h3' | 'h4') =>
    lanesAt(at).map(({ lane, cards }) => (
      <section key={lane.id} className="outline__lane">
        <Heading className="outline__lane-name">{inLang(lane.name, lang) || t(`lane.${lane.role}`)}</Heading>
        <ul>
          {cards.map((card: Card) => (
            <li key={card.id}>
              <button type="button" className="outline__card" data-card={card.id} aria-haspopup="dialog" onClick={() => onOpen(card.id)}>
                <StateMark state={card.state} />
                <span>{cardTitle(card, doc, t, lang)}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    ));
  return (
    <div className="outline">
      <p className="outline__curve">{curveSummary(doc, t, lang)}</p>
      {doc.stages.map((stage, i) => {
        const steps = stage.steps.filter((step) => keepStep(step.id));
        if (steps.length === 0) return null;
        return (
          <section key={stage.id} className="panel outline__stage" data-place={stage.id} aria-labelledby={`outline-${stage.id}`}>
            <h2 id={`outline-${stage.id}`}>
              {i + 1}. {inLang(stage.name, lang)}
            </h2>
            {list(stage.id, 'h3')}
            {steps.map((step) => (
              <section key={step.id} className="outline__step" data-place={step.id}>
                <h3>{inLang(step.name, lang)}</h3>
                {list(step.id, 'h4')}
              </section>
            ))}
          </section>
        );
      })}
    </div>
  );
}
