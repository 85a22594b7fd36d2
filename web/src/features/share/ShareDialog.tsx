import '../../ui/rows.css';
import './share.css';
import { useState } from 'react';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Segmented } from '../../ui';
import { Modal } from '../../ui/Modal';
import { AccessPart } from './AccessPart';
import { LinksPart } from './LinksPart';

/** Who sees one map: people and teams of the workspace, and guests by a link. */
export function ShareDialog({ doc, onClose }: { doc: MapDocument; onClose: () => void }) {
  const { t, lang } = useText();
  const [part, setPart] = useState<'people' | 'guests'>('people');
  return (
    <Modal className="share" title={t('share.title')} text={inLang(doc.title, lang)} closeLabel={t('common.close')} onClose={onClose} focus=".segmented button">
      <Segmented
        label={t('share.part')}
        value={part}
        choices={[
          { value: 'people', label: t('share.people'), icon: 'users' },
          { value: 'guests', label: t('share.guests'), icon: 'link' },
        ]}
        onChange={setPart}
      />
      {part === 'people' ? <AccessPart map={doc.id} /> : <LinksPart doc={doc} />}
    </Modal>
  );
}
