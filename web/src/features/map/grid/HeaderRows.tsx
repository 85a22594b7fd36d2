import { memo, useSyncExternalStore, type CSSProperties, type RefObject } from 'react';
import type { LocalText, MapStage } from '../../../api/types';
import { formatShare } from '../../../lib/format';
import { inLang } from '../../../lib/localtext';
import { Icon, Meter } from '../../../ui';
import { languageOf } from '../gestures/actions';
import { isEdited } from '../gestures/selection';
import { TextInPlace } from '../gestures/TextInPlace';
import type { FoldedCounts, Layout } from '../model';
import { Tag } from './Cell';
import { StageVoice } from '../voice/marks';
import { useKit } from './kit';

/** Stages and steps, always in sight. */
export const HeaderRows = memo(function HeaderRows({ elementRef, layout, reach, path, counts }: {
  elementRef: RefObject<HTMLDivElement | null>;
  layout: Layout;
  reach: ReadonlyMap<string, number>;
  path: ReadonlySet<string> | null;
  /** Pains and delights of stages that are folded, by stage. */
  counts: ReadonlyMap<string, FoldedCounts>;
}) {
  const { t, lang } = useKit();
  const row = { gridTemplateColumns: layout.template };
  return (
    <div ref={elementRef} role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-head__row" style={row}>
        <div role="columnheader" aria-colindex={1} className="corner corner--stage">
          {t('map.stages')}
        </div>
        {layout.stages.map(({ stage, index, line, end, columns, folded }) => {
          const share = reach.get(stage.id);
          const goal = inLang(stage.goal, lang);
          return (
            <div
              key={stage.id}
              role="columnheader"
              aria-colspan={end - line}
              className={`stage-head ${folded ? 'stage-head--folded' : ''}`}
              data-place={stage.id}
              data-nav={`stage ${stage.id}`}
              tabIndex={-1}
              style={{ gridColumn: `${line} / ${end}`, '--hue': `var(--hue-${(index % 8) + 1})` } as CSSProperties}
              title={(folded ? inLang(stage.name, lang) : goal) || undefined}
            >
              <span className="stage-head__label">
                <span className="stage-head__number">{index + 1}</span>
                <HeadName kind="stage" id={stage.id} text={stage.name} className={folded ? 'hidden-text' : 'stage-head__name'} />
              </span>
              {!folded && <StageVoice stage={stage.id} wide={columns.length > 1} />}
              {share !== undefined && !folded && <span className="stage-head__reach num">{formatShare(share, lang)}</span>}
              {share !== undefined && <span className="stage-head__bar" style={{ width: `${share * 100}%` }} />}
              {folded && <span className="hidden-text">{t('grid.foldedSteps', { count: stage.steps.length || columns.length })}</span>}
            </div>
          );
        })}
      </div>
      <div role="row" aria-rowindex={2} className="grid-head__row" style={row}>
        <div role="columnheader" aria-colindex={1} className="corner corner--step">
          {t('map.steps')}
        </div>
        {layout.columns.map(({ stage, step, line }, i) => {
          if (!step) {
            return (
              <FoldedSteps key={stage.id} stage={stage} line={line} counts={counts} />
            );
          }
          const share = reach.get(step.id);
          const on = path ? path.has(step.id) : step.main;
          return (
            <div
              key={step.id}
              role="columnheader"
              aria-colindex={i + 2}
              data-place={step.id}
              data-nav={`step ${step.id}`}
              tabIndex={-1}
              className={`step-head ${step.moment_of_truth ? 'step-head--truth' : ''} ${path && !on ? 'dim' : ''}`}
              style={{ gridColumn: line }}
            >
              <span className="step-head__name" title={inLang(step.name, lang)}>
                {step.moment_of_truth && (
                  <span className="step-head__truth" title={t('map.momentOfTruth')}>
                    <Icon name="moments_of_truth" size={15} />
                    <span className="hidden-text">{t('map.momentOfTruth')}: </span>
                  </span>
                )}
                <HeadName kind="step" id={step.id} text={step.name} />
              </span>
              {share !== undefined && (
                <span className="step-head__reach">
                  <Meter value={share} />
                  <span className="num">{formatShare(share, lang)}</span>
                </span>
              )}
              <span className="step-head__edge" data-edge={step.id} aria-hidden="true" />
              <span className={`trail ${on ? 'trail--on' : ''} ${i === 0 ? 'trail--first' : ''} ${i === layout.columns.length - 1 ? 'trail--last' : ''}`} aria-hidden="true" />
            </div>
          );
        })}
      </div>
    </div>
  );
});

/** What a folded stage hides: how many steps, and how many pains and delights among their cards. */
function FoldedSteps({ stage, line, counts }: { stage: MapStage; line: number; counts: ReadonlyMap<string, FoldedCounts> }) {
  const { t } = useKit();
  const { pains = 0, delights = 0 } = counts.get(stage.id) ?? {};
  const words = [t('grid.foldedSteps', { count: stage.steps.length }), pains > 0 && t('grid.foldedPains', { count: pains }), delights > 0 && t('grid.foldedDelights', { count: delights })].filter(Boolean).join(' · ');
  return (
    <div className="step-head step-head--folded num" style={{ gridColumn: line }} title={words}>
      <span className="hidden-text">{words}</span>
      <span aria-hidden="true">{stage.steps.length || ''}</span>
      {pains > 0 && (
        <span className="folded-count folded-count--pains" aria-hidden="true">
          <Icon name="pains" size={12} />
          {pains}
        </span>
      )}
      {delights > 0 && (
        <span className="folded-count folded-count--delights" aria-hidden="true">
          <Icon name="delights" size={12} />
          {delights}
        </span>
      )}
    </div>
  );
}

/** The name of a stage or step, renamed where it stands. */
function HeadName({ kind, id, text, className }: { kind: 'stage' | 'step'; id: string; text: LocalText; className?: string }) {
  const { t, lang, selection, actions, store, others } = useKit();
  const editing = useSyncExternalStore(selection.subscribe, () => isEdited(selection.get().editing, kind, id));
  const who = useSyncExternalStore(others.subscribe, () => others.at(`${kind} ${id}`));
  const name = inLang(text, lang);
  if (editing && actions && store) {
    return <TextInPlace store={store} kind={kind} id={id} field="name" lang={languageOf(text, lang)} label={t('grid.nameOf', { name })} placeholder={name} onEnd={(how) => actions.endText(how)} />;
  }
  return (
    <>
      {className ? <span className={className}>{name}</span> : name}
      {who && <Tag who={who} />}
    </>
  );
}
