import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatBytes, formatShare } from '../../lib/format';
import { Button, Icon } from '../../ui';
import { DropZone } from '../../ui/DropZone';
import type { ImportFlow } from './useImport';

export function DropFiles({ flow }: { flow: ImportFlow }) {
  const { t, lang } = useText();
  return (
    <>
      <DropZone title={t('import.drop')} text={t('import.formats')} choose={t('import.choose')} multiple onFiles={(files) => flow.add(files)} />
      {flow.files.length > 0 && (
        <ul className="uploads" aria-label={t('import.files')}>
          {flow.files.map((file) => (
            <li key={file.key} className="panel upload">
              <Icon name="file" size={20} />
              <div className="upload__words">
                <b>{file.name}</b>
                <span className="muted num" role="status">
                  {file.error
                    ? file.error.message
                    : file.uploaded
                      ? t('import.uploaded', { size: formatBytes(file.bytes, lang) })
                      : t('import.uploading', { share: formatShare(file.bytes ? file.sent / file.bytes : 0, lang, 0), size: formatBytes(file.bytes, lang) })}
                </span>
                {!file.uploaded && !file.error && (
                  <progress className="upload__bar" max={Math.max(1, file.bytes)} value={file.sent} aria-label={t('import.uploadOf', { name: file.name })} />
                )}
              </div>
              <Button look="quiet" small iconOnly icon="close" label={t('import.remove', { name: file.name })} onClick={() => flow.remove(file.key)} />
            </li>
          ))}
        </ul>
      )}
      {flow.lookError && <Trouble error={flow.lookError} onRetry={() => flow.look()} />}
      {flow.files.length > 0 && (
        <div className="import__actions">
          <Button
            look="primary"
            icon="arrow_right"
            label={flow.looking ? t('import.looking') : t('import.look')}
            disabled={!flow.ready || flow.looking}
            title={flow.ready ? undefined : t('import.waitUpload')}
            onClick={() => flow.look()}
          />
        </div>
      )}
    </>
  );
}
