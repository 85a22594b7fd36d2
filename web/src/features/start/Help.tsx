import { useText } from '../../app/i18n';
import { Icon } from '../../ui';
import type { StartStep } from './search';

/** Why the step matters, how to do it, and an example: folded until somebody wants it. */
export function Help({ step }: { step: StartStep }) {
  const { t } = useText();
  return (
    <details className="start-help" key={step}>
      <summary>
        <Icon name="info" size={16} />
        {t('start.help')}
      </summary>
      <dl>
        {(['why', 'how', 'example'] as const).map((part) => (
          <div key={part}>
            <dt>{t(`start.help_${part}`)}</dt>
            <dd>
              {t(`start.${step}.${part}`)
                .split('\n')
                .map((line, i) => (
                  <p key={i}>{line}</p>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
