import '../atlas/atlas.css';
import '../templates/templates.css';
import './start.css';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { ApiError } from '../../api/client';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { Button, buttonClass, Icon, Loading, Note } from '../../ui';
import { Help } from './Help';
import { Preview } from './Preview';
import { Trail } from './Trail';
import { steps, type StartStep } from './search';
import { useStart, type Start } from './useStart';

const pages: Record<StartStep, React.ComponentType<{ start: Start; doc: NonNullable<Start['doc']> }>> = {
  purpose: lazy(() => import('./steps/Purpose').then((m) => ({ default: m.Purpose }))),
  people: lazy(() => import('./steps/People').then((m) => ({ default: m.People }))),
  format: lazy(() => import('./steps/Format').then((m) => ({ default: m.Format }))),
  persona: lazy(() => import('./steps/PersonaStep').then((m) => ({ default: m.PersonaStep }))),
  evidence: lazy(() => import('./steps/EvidenceStep').then((m) => ({ default: m.EvidenceStep }))),
  summary: lazy(() => import('./steps/Summary').then((m) => ({ default: m.Summary }))),
  opportunities: lazy(() => import('./steps/Opportunities').then((m) => ({ default: m.Opportunities }))),
  improve: lazy(() => import('./steps/Improve').then((m) => ({ default: m.Improve }))),
};

/** Eight steps from nothing to a first map. Each may be skipped; the map grows at the side. */
export function StartPage() {
  const { t } = useText();
  const start = useStart();
  const mayNot = useMayNot('editor');
  const { step, doc } = start;
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    document.title = `${t('start.title')} · ${t('shell.name')}`;
  }, [t]);
  useEffect(() => {
    // Another step is another page to whoever listens: its heading is read.
    if (shown.current !== step) heading.current?.focus({ preventScroll: true });
    shown.current = step;
  }, [step]);
  const at = steps.indexOf(step);
  const next = steps[at + 1];
  const before = steps[at - 1];
  const Page = pages[step];
  const gone = start.error instanceof ApiError && start.error.status === 404 && !doc;
  return (
    <div className="start">
      <div className="start__head">
        <p className="start__name">
          <Icon name="flag" size={17} />
          {t('start.title')}
        </p>
        <Trail step={step} doc={doc} onGo={(to) => void start.go(to)} />
      </div>
      <div className="start__columns">
        <section className="start__step" aria-labelledby="start-heading">
          <p className="muted num">{t('start.stepOf', { at: at + 1, of: steps.length })}</p>
          <h1 id="start-heading" ref={heading} tabIndex={-1}>
            {t(`start.${step}.title`)}
          </h1>
          <p className="start__lead">{t(`start.${step}.lead`)}</p>
          <Help step={step} />
          {mayNot && <Note title={mayNot}>{t('start.mayNot')}</Note>}
          {start.error && !gone && <Trouble error={start.error} onRetry={start.unsaved ? () => void start.flush() : undefined} />}
          {gone && <Trouble error={start.error as Error} onRetry={start.restart} />}
          {doc ? (
            <Suspense fallback={<Loading label={t('common.loading')} rows={5} height={44} />}>
              <Page start={start} doc={doc} />
            </Suspense>
          ) : (
            !gone && <Loading label={t('common.loading')} rows={5} height={44} />
          )}
          <footer className="start__foot">
            {before ? <Button icon="back" label={t('start.back')} onClick={() => void start.go(before)} /> : <Button look="quiet" label={t('start.over')} onClick={start.restart} />}
            <span className="start__saved muted" role="status">
              {start.mapId === undefined ? t('start.keptHere') : start.unsaved ? t('start.saving') : t('start.saved')}
            </span>
            {next ? (
              <>
                <Button look="quiet" label={t('start.skip')} disabled={start.creating} onClick={() => void start.go(next)} />
                <Button look="primary" label={start.creating ? t('new.creating') : t('start.next')} disabled={start.creating || !doc || mayNot !== undefined} title={mayNot} onClick={() => void start.go(next)} />
              </>
            ) : (
              start.mapId !== undefined && (
                <Link to="/maps/$id" params={{ id: start.mapId }} className={buttonClass({ look: 'primary' })} onClick={() => void start.flush()}>
                  <Icon name="map" size={17} />
                  {t('start.finish')}
                </Link>
              )
            )}
          </footer>
        </section>
        {doc && <Preview doc={doc} mapId={start.mapId} />}
      </div>
    </div>
  );
}
