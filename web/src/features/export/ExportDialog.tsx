import './export.css';
import { useState } from 'react';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { shownTheme, useTheme } from '../../app/theme';
import { formatBytes } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Icon } from '../../ui';
import { Modal } from '../../ui/Modal';
import { Choices } from './Choices';
import { fileAddress, fileName, isDrawn, settled, type ExportChoice, type Format } from './formats';
import { Preview } from './Preview';
import { useDownload } from './useDownload';

/** Takes the map along: which format, how arranged, for what paper, with a look at it before the download. */
export function ExportDialog({ doc, choice, onChoose, onClose }: {
  doc: MapDocument;
  choice: ExportChoice;
  onChoose: (change: ExportChoice) => void;
  onClose: () => void;
}) {
  const { t, lang } = useText();
  const wish = settled(choice, lang, shownTheme(useTheme()));
  return (
    <Modal wide title={t('export.title')} text={inLang(doc.title, lang)} closeLabel={t('common.close')} onClose={onClose} focus="input:checked">
      <div className="export__body">
        <Choices doc={doc} wish={wish} onChoose={onChoose} />
        <Preview doc={doc} wish={wish} />
      </div>
      <Actions key={fileAddress(doc.id, wish)} address={fileAddress(doc.id, wish)} name={fileName(doc.id, wish)} format={wish.format} />
    </Modal>
  );
}

function Actions({ address, name, format }: { address: string; name: string; format: Format }) {
  const { t, lang } = useText();
  const download = useDownload();
  return (
    <footer className="export__foot">
      {download.error && <Trouble error={download.error} onRetry={() => download.start({ address, name })} />}
      <div className="export__progress" role="status">
        {download.running ? (
          <>
            <span>{download.received ? t('export.receiving', { size: formatBytes(download.received, lang) }) : t('export.drawing')}</span>
            <span className="progress__bar progress__bar--unknown" aria-hidden="true">
              <span style={{ width: '30%' }} />
            </span>
          </>
        ) : (
          download.saved && (
            <span className="export__saved">
              <Icon name="check" /> {t('export.saved', { name: download.saved })}
            </span>
          )
        )}
      </div>
      <div className="export__actions">
        <CopyAddress address={address} />
        {isDrawn(format) && (
          <a className={buttonClass({})} href={address} target="_blank" rel="noreferrer">
            <Icon name="external" size={17} />
            {t('export.open')}
            <span className="hidden-text"> {t('export.newTab')}</span>
          </a>
        )}
        {download.running ? (
          <Button icon="close" label={t('export.stop')} onClick={download.stop} />
        ) : (
          <Button look="primary" icon="download" label={t('export.download', { format: t(`export.name_${format}`) })} onClick={() => download.start({ address, name })} />
        )}
      </div>
    </footer>
  );
}

function CopyAddress({ address }: { address: string }) {
  const { t } = useText();
  const [state, setState] = useState<'copied' | 'shown' | null>(null);
  const whole = new URL(address, window.location.href).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(whole);
      setState('copied');
      setTimeout(() => setState(null), 2_000);
    } catch {
      // No clipboard on this page (plain HTTP on another host): the address is shown to be copied by hand.
      setState('shown');
    }
  };
  return (
    <>
      {state === 'shown' && (
        <input className="input mono export__address" readOnly value={whole} aria-label={t('export.address')} onFocus={(e) => e.target.select()} />
      )}
      <Button icon={state === 'copied' ? 'check' : 'copy'} label={state === 'copied' ? t('answer.copied') : t('export.copy')} onClick={() => void copy()} />
      <span className="hidden-text" role="status">
        {state === 'copied' ? t('answer.copied') : ''}
      </span>
    </>
  );
}
