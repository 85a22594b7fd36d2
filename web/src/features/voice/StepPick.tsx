import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { VoiceItem } from '../../api/voice';
import { voiceStepsQuery } from '../../api/voiceQueries';
import { useText } from '../../app/i18n';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Icon, Loading } from '../../ui';
import { Modal } from '../../ui/Modal';

/** A step for an item, by typing its name: arrows and Enter, or a click. `null`: it belongs to none. */
export function StepPick({ item, onPick, onClose }: { item: VoiceItem; onPick: (step: string | null) => void; onClose: () => void }) {
  const { t, lang } = useText();
  const { data } = useQuery(voiceStepsQuery({}));
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const wanted = words.trim().toLowerCase();
  const steps = (data?.items ?? []).filter((step) => step.kind === 'step' && (inLang(step.name, lang).toLowerCase().includes(wanted) || step.key.toLowerCase().includes(wanted)));
  const choices: { key: string | null; name: string; n?: number }[] = [
    ...steps.map((step) => ({ key: step.key, name: inLang(step.name, lang), n: step.n_items })),
    ...(wanted === '' ? [{ key: null, name: t('voice.pinNone') }] : []),
  ];
  const cursor = Math.min(at, choices.length - 1);
  const pick = (choice: { key: string | null } | undefined) => {
    if (!choice) return;
    onPick(choice.key);
    onClose();
  };
  return (
    <Modal title={t('voice.pinTitle')} text={t('voice.pinText')} closeLabel={t('common.close')} onClose={onClose} focus="input">
      <div className="step-pick">
        <input
          className="input"
          role="combobox"
          aria-label={t('voice.pinSearch')}
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={choices.length ? `${list}-${cursor}` : undefined}
          placeholder={t('voice.pinSearch')}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              pick(choices[cursor]);
            }
            const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (!by) return;
            event.preventDefault();
            const next = Math.max(0, Math.min(choices.length - 1, cursor + by));
            setAt(next);
            document.getElementById(`${list}-${next}`)?.scrollIntoView?.({ block: 'nearest' });
          }}
        />
        {!data && <Loading label={t('common.loading')} rows={4} height={30} />}
        <div id={list} role="listbox" aria-label={t('voice.steps')} className="step-pick__list">
          {choices.map((choice, i) => (
            // The keyboard works in the field above; the list follows it.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div key={choice.key ?? ''} id={`${list}-${i}`} role="option" aria-selected={i === cursor} className={`step-pick__choice ${choice.key === null ? 'step-pick__choice--none' : ''}`} onClick={() => pick(choice)} onPointerMove={() => setAt(i)}>
              <Icon name={choice.key === null ? 'close' : choice.key === item.step?.key ? 'check' : 'visit'} size={15} />
              <span>{choice.name}</span>
              {choice.n !== undefined && <span className="muted num">{formatCount(choice.n, lang)}</span>}
            </div>
          ))}
          {data && choices.length === 0 && <p className="muted step-pick__nothing">{t('voice.pinNothing')}</p>}
        </div>
      </div>
    </Modal>
  );
}
