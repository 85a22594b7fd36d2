import './edit.css';
import { useState } from 'react';
import type { Card, MapDocument } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { useMap, useMapStore, useStatus, useWritable } from '../../../live';
import { Button } from '../../../ui';
import { CardEvidence } from '../CardDrawer';
import { CardForm } from './CardForm';
import { LaneForm, StageForm, StepForm } from './ColumnForms';
import { EvidencePart } from './EvidencePart';
import { useFirstFocus } from './fields';
import { PersonaForm } from './PersonaForm';
import type { OpenRecord } from './record';

/** A card in its drawer: what it says, to be changed; what it rests on; what the numbers behind it are. */
export function CardBody({ card, doc, onGone }: { card: Card; doc: MapDocument; onGone: () => void }) {
  const { t } = useText();
  const writable = useWritable();
  const { state } = useStatus();
  const store = useMapStore();
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const fresh = Object.values(card.text ?? {}).every((text) => text === '') && !card.metric && !card.feeling && !card.channel;
  const body = useFirstFocus(writable && fresh);
  if (!writable) {
    return (
      <>
        {state === 'read_only' && <p className="muted">{t('live.read_only_text')}</p>}
        <CardEvidence card={card} doc={doc} />
      </>
    );
  }
  return (
    <div className="edit-body" ref={body}>
      <CardForm card={card} asked={asked} onAsk={(part) => setAsked(new Set([...asked, part]))} />
      <EvidencePart kind="card" id={card.id} />
      <CardEvidence card={card} doc={doc} brief />
      <Foot
        words={t('edit.removeCard')}
        onRemove={() => {
          store.edit.remove('card', [card.id]);
          onGone();
        }}
        onDuplicate={() => store.edit.pasteCards(store.edit.copyCards([card.id]), { lane: card.lane, at: card.at, until: card.until })}
      />
    </div>
  );
}

/** A stage, step, lane or persona in its drawer. */
export function RecordBody({ of, onGone }: { of: OpenRecord; onGone: () => void }) {
  const { t } = useText();
  const map = useMap();
  const store = useMapStore();
  const writable = useWritable();
  const stage = map.stages.find((one) => one.id === of.id || one.steps.some((step) => step.id === of.id));
  const step = stage?.steps.find((one) => one.id === of.id);
  const lane = map.lanes.find((one) => one.id === of.id);
  const persona = map.personas?.find((one) => one.id === of.id);
  const remove = () => {
    store.edit.remove(of.kind, [of.id]);
    onGone();
  };
  const cards = map.cards.filter((card) => (of.kind === 'lane' ? card.lane === of.id : of.kind === 'step' ? card.at === of.id : of.kind === 'stage' ? card.at === of.id || stage?.steps.some((one) => one.id === card.at) : card.personas?.length === 1 && card.personas[0] === of.id)).length;
  return (
    <div className="edit-body">
      <fieldset className="edit-fields" disabled={!writable}>
        {of.kind === 'stage' && stage && <StageForm stage={stage} />}
        {of.kind === 'step' && step && stage && <StepForm step={step} stage={stage} />}
        {of.kind === 'lane' && lane && <LaneForm lane={lane} />}
        {of.kind === 'persona' && persona && <PersonaForm persona={persona} />}
      </fieldset>
      {writable && <Foot words={cards > 0 ? t(`edit.remove_${of.kind}_with`, { count: cards }) : t(`edit.remove_${of.kind}`)} onRemove={remove} />}
    </div>
  );
}

function Foot({ words, onRemove, onDuplicate }: { words: string; onRemove: () => void; onDuplicate?: () => void }) {
  const { t } = useText();
  return (
    <footer className="edit-foot">
      {onDuplicate && <Button small look="quiet" icon="copy" label={t('edit.duplicate')} onClick={onDuplicate} />}
      <Button small look="quiet" icon="trash" label={words} onClick={onRemove} />
      <span className="muted">{t('edit.undoable')}</span>
    </footer>
  );
}
