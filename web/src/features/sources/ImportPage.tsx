import './sources.css';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useText } from '../../app/i18n';
import { DropFiles } from './DropFiles';
import { FeedbackStep } from './FeedbackStep';
import { Finished, Running } from './RunImport';
import { MappingStep } from './MappingStep';
import { useImport } from './useImport';

const route = getRouteApi('/import');

const phases = ['files', 'mapping', 'run', 'done'] as const;

/** A file comes in four steps: drop it, look at its mapping, watch it run, open the map. */
export function ImportPage() {
  const { t } = useText();
  const { job } = route.useSearch();
  const navigate = route.useNavigate();
  const flow = useImport({ job, goTo: (next) => void navigate({ search: { job: next }, replace: true }) });
  useEffect(() => {
    document.title = `${t('import.title')} · ${t('shell.name')}`;
  }, [t]);
  const at = phases.indexOf(flow.phase);
  return (
    <div className="import">
      <header className="import__head">
        <h1>{t('import.title')}</h1>
        <ol className="import__phases" aria-label={t('import.phases')}>
          {phases.map((phase, i) => (
            <li key={phase} className={i < at ? 'phase phase--past' : i === at ? 'phase phase--now' : 'phase'} aria-current={i === at ? 'step' : undefined}>
              <span className="phase__stone num">{i + 1}</span>
              {t(`import.phase_${phase}`)}
            </li>
          ))}
        </ol>
      </header>
      {flow.phase === 'files' && <DropFiles flow={flow} />}
      {flow.phase === 'mapping' && (flow.feedback ? <FeedbackStep flow={flow} /> : <MappingStep flow={flow} />)}
      {flow.phase === 'run' && <Running flow={flow} />}
      {flow.phase === 'done' && <Finished flow={flow} />}
    </div>
  );
}
