import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { callFile } from '../../api/client';
import { lossesQuery } from '../../api/mapQueries';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { Refused } from '../../app/Refused';
import { inLang } from '../../lib/localtext';
import { Icon, Loading, Note } from '../../ui';
import { DrawingBox } from '../../ui/DrawingBox';
import { fileAddress, type Format, type Settled } from './formats';

/** What will be in the file, before it is downloaded. */
export function Preview({ doc, wish }: { doc: MapDocument; wish: Settled }) {
  const { t } = useText();
  const address = fileAddress(doc.id, wish);
  switch (wish.format) {
    case 'svg':
    case 'png':
    case 'pdf':
      // All pages below each other.
      return (
        <DrawingBox
          className="export__preview"
          address={fileAddress(doc.id, wish, 'svg')}
          label={t('export.preview')}
          alt={t('export.previewOf')}
          refused={(asked) => <Refused address={asked} />}
        />
      );
    case 'html':
      return (
        <section className="export__preview" aria-label={t('export.preview')}>
          <iframe key={address} className="export__page" src={address} title={t('export.preview')} sandbox="allow-scripts" />
        </section>
      );
    case 'pptx':
      return <Deck doc={doc} stage={wish.stage} persona={wish.persona} />;
    case 'md':
      return <Words address={address} />;
    default:
      return <Data doc={doc} format={wish.format} address={address} />;
  }
}

/** Slides are set in their own way: what they hold, in order. */
function Deck({ doc, stage, persona }: { doc: MapDocument; stage?: string; persona?: string }) {
  const { t, lang } = useText();
  const stages = doc.stages.filter((one) => !stage || one.id === stage);
  const has = (role: string) => doc.lanes.some((lane) => lane.role === role);
  return (
    <section className="export__preview" aria-label={t('export.preview')}>
      <div className="export__about">
        <p>{t('export.deckText')}</p>
        <ol className="deck">
          <li>{t('export.deckCover')}</li>
          <li>{t('export.deckOverview')}</li>
          <li>{t('export.deckFindings')}</li>
          {stages.map((one) => (
            <li key={one.id} className="deck__stage">
              {t('export.deckStage', { name: inLang(one.name, lang) })}
            </li>
          ))}
          {!stage && (doc.paths?.length ?? 0) > 0 && <li>{t('export.deckPaths')}</li>}
          {doc.personas?.filter((one) => !persona || one.id === persona).map((one) => <li key={one.id}>{t('export.deckPersona', { name: inLang(one.name, lang) })}</li>)}
          {(has('opportunities') || has('ideas') || has('action_items')) && <li>{t('export.deckPlan')}</li>}
          <li>{t('export.deckLegend')}</li>
        </ol>
      </div>
    </section>
  );
}

/** For another program: what it cannot carry comes first, then the file as it is where it is text. */
function Data({ doc, format, address }: { doc: MapDocument; format: Format; address: string }) {
  const { t, lang } = useText();
  const { data, error, refetch } = useQuery(lossesQuery(doc.id, format, lang));
  return (
    <div className="export__data">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long list is scrolled by keys */}
      <section className="export__losses" aria-labelledby="export-losses" aria-busy={!data && !error} tabIndex={0}>
        <h3 id="export-losses">{t('export.losses', { format: t(`export.name_${format}`) })}</h3>
        {error ? (
          <Trouble error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Loading label={t('common.loading')} rows={3} />
        ) : data.length === 0 ? (
          <Note kind="ok" title={t('export.noLosses')} />
        ) : (
          <ul>
            {data.map((loss) => (
              <li key={loss.what}>{inLang(loss.text, lang)}</li>
            ))}
          </ul>
        )}
      </section>
      {comesBack(format) && (
        <p className="muted">
          {t('export.comesBack')}{' '}
          <Link to="/open" search={{ over: doc.id }}>
            {t('export.bringBack')}
          </Link>
        </p>
      )}
      {!format.startsWith('xlsx') && <Words address={address} />}
    </div>
  );
}

/** Whether an edited file can be brought back over its map. */
const comesBack = (format: Format) => format.startsWith('xlsx') || format.startsWith('csv') || format === 'outline';

/** A document is shown as it is written. */
function Words({ address }: { address: string }) {
  const { t } = useText();
  const { data, error, refetch } = useQuery({ queryKey: ['words', address], gcTime: 0, queryFn: ({ signal }) => callFile(address, signal).then((file) => file.text()) });
  return (
    <section className="export__preview" aria-label={t('export.preview')}>
      {error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading label={t('export.drawing')} rows={8} />
      ) : (
        <>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text is scrolled by keys */}
          <pre className="export__words" tabIndex={0}>
            {data.slice(0, wordsMax)}
          </pre>
          {data.length > wordsMax && (
            <p className="muted">
              <Icon name="info" /> {t('export.onlyBegin')}
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** Letters of a document that are shown: more than anyone reads in a preview. */
const wordsMax = 20_000;
