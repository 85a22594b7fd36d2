import { useState } from 'react';
import type { Source } from '../../api/types';
import { useText } from '../../app/i18n';
import { quoted } from '../../lib/filter';
import { Button, Icon } from '../../ui';
import { FieldTrouble } from './Findings';
import type { Rule } from './state';

/** As many rules as the server takes. */
const rulesMax = 24;

/** Segments by rules: a name and a filter each; a journey belongs to the first it meets. */
export function RulesEditor({ rules, source, error, onChange }: { rules: Rule[]; source: Source; error: Error | null; onChange: (rules: Rule[]) => void }) {
  const { t } = useText();
  const [draft, setDraft] = useState<Rule[]>(rules.length ? rules : [{ name: '', where: '' }]);
  const set = (i: number, part: Partial<Rule>) => setDraft(draft.map((rule, k) => (k === i ? { ...rule, ...part } : rule)));
  const ready = draft.every((rule) => rule.name.trim() && rule.where.trim());
  const sample = source.activity_names[0];
  return (
    <form
      className="rules"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onChange(draft);
      }}
    >
      <p className="muted">{t('findings.rulesHint')}</p>
      <ol className="rules__list">
        {draft.map((rule, i) => (
          <li key={i} className="rule">
            <input className="input input--small" aria-label={t('findings.ruleName', { number: i + 1 })} placeholder={t('findings.ruleNameSample')} value={rule.name} onChange={(event) => set(i, { name: event.target.value })} />
            <input
              className="input input--small mono"
              aria-label={t('findings.ruleWhere', { number: i + 1 })}
              placeholder={sample === undefined ? '' : `has(${quoted(sample)})`}
              spellCheck={false}
              value={rule.where}
              onChange={(event) => set(i, { where: event.target.value })}
            />
            <button type="button" className="button button--quiet button--small button--icon" aria-label={t('findings.ruleRemove', { number: i + 1 })} disabled={draft.length === 1} onClick={() => setDraft(draft.filter((_, k) => k !== i))}>
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ol>
      {error && <FieldTrouble error={error} />}
      <div className="rules__tools">
        <Button small icon="plus" label={t('findings.ruleAdd')} disabled={draft.length >= rulesMax} onClick={() => setDraft([...draft, { name: '', where: '' }])} />
        <button type="submit" className="button button--small button--primary" disabled={!ready} title={ready ? undefined : t('findings.ruleNeeds')}>
          {t('findings.divide')}
        </button>
      </div>
    </form>
  );
}
