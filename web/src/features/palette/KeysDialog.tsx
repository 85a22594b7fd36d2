import './palette.css';
import { useText } from '../../app/i18n';
import { Modal } from '../../ui/Modal';
import { keyWords } from './words';

const all: readonly [group: string, readonly [keys: readonly string[], what: string][]][] = [
  ['anywhere', [[['mod+K'], 'palette'], [['?'], 'help'], [['mod+Z'], 'undo'], [['mod+Y', 'shift+mod+Z'], 'redo'], [['Esc'], 'close']]],
  ['grid', [[['←', '→', '↑', '↓'], 'walk'], [['Tab', 'shift+Tab'], 'cells'], [['Enter', 'F2'], 'edit'], [['Space'], 'open'], [['mod+Enter'], 'add'], [['shift+←', 'shift+→'], 'extend'], [['mod+A'], 'all'], [['Delete'], 'delete']]],
  ['block', [[['shift+F10'], 'menu'], [['mod+C', 'mod+X'], 'copy'], [['mod+V'], 'paste'], [['mod+D'], 'duplicate'], [['alt+←', 'alt+→', 'alt+↑', 'alt+↓'], 'move']]],
  ['look', [[['+', '−'], 'zoom'], [['0'], 'zoomReset'], [['F'], 'fit']]],
];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal title={t('keys.title')} text={t('keys.text')} className="keys-dialog" closeLabel={t('common.close')} onClose={onClose}>
      <div className="keys">
        {all.map(([group, rows]) => (
          <section key={group}>
            <h3>{t(`keys.group_${group}`)}</h3>
            <dl>
              {rows.map(([keys, what]) => (
                <div key={what} style={{ display: 'contents' }}>
                  <dt>
                    {keys.map((one) => (
                      <kbd key={one}>{keyWords(one)}</kbd>
                    ))}
                  </dt>
                  <dd>{t(`keys.${what}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
