import './share.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { qrQuery, type SurveyView } from '../../api/surveys';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Button, Field, Icon, Loading, Note } from '../../ui';
import { Check } from '../../ui/Check';
import { CopyLine } from '../../ui/CopyLine';
import { languagesOf } from './document';
import { Invite } from './Invite';
import { pngOfSvg, save } from './save';
import { StepField } from './StepField';

/** The ways to whoever answers: link, QR code, a page of another site, and signed invitations. */
export function ShareTab({ survey, mayNot, onChange }: { survey: SurveyView; mayNot?: string; onChange: (to: { public: boolean }) => void }) {
  const { t } = useText();
  const shut = survey.state !== 'open';
  return (
    <div className="share-tab">
      {shut && (
        <Note title={survey.state === 'draft' ? t('surveys.shareDraft') : t('surveys.shareClosed')}>
          <p>{survey.state === 'draft' ? t('surveys.shareDraftText') : t('surveys.shareClosedText')}</p>
        </Note>
      )}
      <section className="panel share-card" aria-labelledby="share-link">
        <header className="share-card__head">
          <Icon name="link" size={18} />
          <h2 id="share-link">{t('surveys.link')}</h2>
        </header>
        <p className="muted">{survey.public ? t('surveys.linkText') : t('surveys.linkOff')}</p>
        <CopyLine label={t('surveys.link')} value={survey.link} copy={t('surveys.copyLink')} copied={t('surveys.copied')} />
        <div className="share-card__row">
          <Check label={t('surveys.public')} hint={t('surveys.publicText')} checked={survey.public} disabled={mayNot} onChange={(on) => onChange({ public: on })} />
          {!shut && survey.public && (
            <a className="button" href={survey.link} target="_blank" rel="noreferrer">
              <Icon name="external" size={16} />
              {t('surveys.openPage')}
            </a>
          )}
        </div>
      </section>
      <Qr survey={survey} />
      <Embed survey={survey} />
      <Invite survey={survey} mayNot={mayNot} />
    </div>
  );
}

/** Printed at the counter or on the parcel: large enough for a poster as a vector, ready for a letter as pixels. */
function Qr({ survey }: { survey: SurveyView }) {
  const { t, lang } = useText();
  const [step, setStep] = useState<string | undefined>();
  const { data: svg, error, refetch } = useQuery(qrQuery(survey.id, step ?? ''));
  const name = `${inLang(survey.title, lang) || 'survey'}${step ? ` - ${step}` : ''}`.replace(/[\\/:*?"<>|]/g, ' ');
  return (
    <section className="panel share-card share-card--qr" aria-labelledby="share-qr">
      <div className="qr">
        {error && <Trouble error={error} onRetry={() => void refetch()} />}
        {!svg && !error && <Loading label={t('common.loading')} rows={1} height={180} />}
        {svg && <img className="qr__code" src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} alt={t('surveys.qrOf', { link: survey.link })} width={184} height={184} />}
      </div>
      <div className="qr__words">
        <header className="share-card__head">
          <Icon name="grid" size={18} />
          <h2 id="share-qr">{t('surveys.qr')}</h2>
        </header>
        <p className="muted">{t('surveys.qrText')}</p>
        <StepField label={t('surveys.qrStep')} none={survey.step ?? t('surveys.qrNoStep')} value={step} onStep={setStep} />
        <div className="share-card__row">
          <Button icon="download" label="SVG" disabled={!svg} onClick={() => svg && save(`${name}.svg`, new Blob([svg], { type: 'image/svg+xml' }))} />
          <Button icon="download" label="PNG" disabled={!svg} onClick={() => svg && void pngOfSvg(svg, 1024).then((file) => save(`${name}.png`, file))} />
        </div>
      </div>
    </section>
  );
}

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function Embed({ survey }: { survey: SurveyView }) {
  const { t, lang } = useText();
  const [step, setStep] = useState<string | undefined>();
  const [shown, setShown] = useState('');
  const title = inLang(survey.title, lang);
  const snippet = `<script src="${survey.embed_script}"${step ? ` data-step="${attribute(step)}"` : ''}${shown ? ` data-lang="${shown}"` : ''}${title ? ` data-title="${attribute(title)}"` : ''} async></script>`;
  return (
    <section className="panel share-card" aria-labelledby="share-embed">
      <header className="share-card__head">
        <Icon name="web" size={18} />
        <h2 id="share-embed">{t('surveys.embed')}</h2>
      </header>
      <p className="muted">{t('surveys.embedText')}</p>
      <div className="share-card__row">
        <StepField label={t('surveys.embedStep')} none={survey.step ?? t('surveys.qrNoStep')} value={step} onStep={setStep} />
        <Field label={t('surveys.embedLanguage')}>
          <select className="select" value={shown} onChange={(event) => setShown(event.target.value)}>
            <option value="">{t('surveys.embedReader')}</option>
            {languagesOf(survey.document).map((one) => (
              <option key={one} value={one}>
                {one === 'ru' ? 'Русский' : 'English'}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <CopyLine label={t('surveys.embed')} value={snippet} copy={t('surveys.copySnippet')} copied={t('surveys.copied')} />
    </section>
  );
}
