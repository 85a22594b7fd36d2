import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { callFile } from '../../api/client';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Icon, Loading, Segmented } from '../../ui';
import { fileAddress, type Settled } from './formats';

/** What will be in the file, before it is downloaded. */
export function Preview({ doc, wish }: { doc: MapDocument; wish: Settled }) {
  const { t } = useText();
  const address = fileAddress(doc.id, wish);
  switch (wish.format) {
    case 'svg':
    case 'png':
    case 'pdf':
      return <Drawing address={fileAddress(doc.id, wish, 'svg')} title={t('export.preview')} />;
    case 'html':
      return (
        <section className="export__preview" aria-label={t('export.preview')}>
          <iframe key={address} className="export__page" src={address} title={t('export.preview')} sandbox="allow-scripts" />
        </section>
      );
    case 'pptx':
      return <Deck doc={doc} stage={wish.stage} />;
    case 'md':
      return <Words address={address} />;
  }
}

/** All pages below each other. The picture before stays in sight until the next one is there. */
function Drawing({ address, title }: { address: string; title: string }) {
  const { t } = useText();
  const [there, setThere] = useState<string | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const [size, setSize] = useState<'fit' | 'full'>('fit');
  const loading = there !== address && broken !== address;
  return (
    <section className="export__preview" aria-label={title} aria-busy={loading}>
      <div className="export__preview-tools">
        <span className="muted" role="status">
          {loading ? t('export.drawing') : ''}
        </span>
        <Segmented
          label={t('export.size')}
          value={size}
          choices={[
            { value: 'fit', label: t('export.fit') },
            { value: 'full', label: t('export.full') },
          ]}
          onChange={setSize}
        />
      </div>
      {loading && (
        <span className="export__bar progress__bar progress__bar--unknown" aria-hidden="true">
          <span style={{ width: '30%' }} />
        </span>
      )}
      {broken === address ? (
        <Refused address={address} />
      ) : (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a picture larger than its frame is scrolled by keys
        <div className="export__sheet" data-size={size} role="group" aria-label={t('export.previewScroll')} tabIndex={0}>
          <img src={address} alt={t('export.previewOf')} data-loading={loading || undefined} onLoad={() => setThere(address)} onError={() => setBroken(address)} />
        </div>
      )}
    </section>
  );
}

/** An image cannot say why it did not come; asked again as a file, the server says it. */
function Refused({ address }: { address: string }) {
  const { t } = useText();
  const { error, refetch } = useQuery({ queryKey: ['refused', address], queryFn: ({ signal }) => callFile(address, signal).then(() => null), gcTime: 0, retry: false });
  return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Loading label={t('common.loading')} rows={3} />;
}

/** Slides are set in their own way: what they hold, in order. */
function Deck({ doc, stage }: { doc: MapDocument; stage?: string }) {
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
          {(doc.paths?.length ?? 0) > 0 && <li>{t('export.deckPaths')}</li>}
          {doc.personas?.map((persona) => <li key={persona.id}>{t('export.deckPersona', { name: inLang(persona.name, lang) })}</li>)}
          {(has('opportunities') || has('ideas') || has('action_items')) && <li>{t('export.deckPlan')}</li>}
          <li>{t('export.deckLegend')}</li>
        </ol>
      </div>
    </section>
  );
}

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
