import './compare.css';
import type { DifferenceKind } from '../../api/types';
import { useText } from '../../app/i18n';
import { sign } from './sign';

/** One difference in words, field by field below. */
export function DifferenceLine({ what, text, details }: { what: DifferenceKind; text: string; details?: string[] }) {
  const { t } = useText();
  return (
    <>
      <span className={`difference__sign difference-kind--${what}`} aria-hidden="true">
        {sign[what]}
      </span>
      <div className="difference__words">
        <span className="hidden-text">{t(`compare.what_${what}`)}: </span>
        <p>{text}</p>
        {details && details.length > 0 && (
          <ul className="difference__details">
            {details.map((detail, i) => (
              <li key={i}>{detail}</li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
