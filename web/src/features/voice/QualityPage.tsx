import './quality.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AttachedBy, VoiceQuality } from '../../api/voice';
import { refreshVoice, voiceKey, voiceQualityQuery } from '../../api/voiceQueries';
import { useJob } from '../../api/queries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount, formatDecimal, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Icon, Loading } from '../../ui';
import { JobProgressView } from '../../ui/JobProgress';
import { Languages, TextsLink } from './parts';

const ways: AttachedBy[] = ['named', 'text', 'time', 'learned', 'pinned'];

/** How good the reading is, as it is: what the model learned and from what, how sure it may be believed, and how to teach it. */
export function QualityPage() {
  const { t } = useText();
  const { data, error, refetch } = useQuery(voiceQualityQuery);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={6} height={60} />;
  return (
    <div className="quality">
      <Feelings quality={data} />
      <Calibration quality={data} />
      <Steps quality={data} />
      <Teaching quality={data} />
    </div>
  );
}

function Feelings({ quality: { model, languages } }: { quality: VoiceQuality }) {
  const { t, lang } = useText();
  return (
    <section className="panel quality__block" aria-labelledby="quality-model">
      <h2 id="quality-model">{t('voice.qualityFeelings')}</h2>
      {model ? (
        <>
          <div className="quality__bars">
            {([['seed', model.seed_accuracy], ['trained', model.accuracy]] as const).map(([which, value]) => (
              <div key={which} className={`quality__bar ${(which === 'trained') === model.used ? 'quality__bar--used' : ''}`}>
                <span>
                  {t(`voice.model_${which}`)}
                  {(which === 'trained') === model.used && <span className="chip chip--brand">{t('voice.inUse')}</span>}
                </span>
                <b className="num">{formatShare(value, lang, 1)}</b>
                <span className="quality__track" aria-hidden="true">
                  <span style={{ width: `${value * 100}%` }} />
                  <i style={{ left: '50%' }} />
                </span>
              </div>
            ))}
          </div>
          <p className="muted">
            {t('voice.modelText', { train: formatCount(model.n_train, lang), held: formatCount(model.n_held_out, lang) })} {t('voice.chance')}
          </p>
          {model.languages.filter((one) => one.used || one.n_held_out > 0).length > 1 && (
            <table className="quality__languages num">
              <caption className="hidden-text">{t('voice.byLanguage')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('voice.language')}</th>
                  <th scope="col">{t('voice.model_seed')}</th>
                  <th scope="col">{t('voice.taughtHere')}</th>
                  <th scope="col">{t('voice.heldOut')}</th>
                </tr>
              </thead>
              <tbody>
                {model.languages.filter((one) => one.n_held_out > 0).map((one) => (
                  <tr key={one.language}>
                    <th scope="row">{t(`voice.language_${one.language}`)}</th>
                    <td>{formatShare(one.seed_accuracy, lang, 1)}</td>
                    <td>{formatShare(one.accuracy, lang, 1)}</td>
                    <td>{formatCount(one.n_held_out, lang)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {model.note && <p>{inLang(model.note, lang)}</p>}
        </>
      ) : (
        <p>{t('voice.noModel')}</p>
      )}
      <p className="muted">
        <b>{t('voice.languages')}</b> <Languages of={languages} />
      </p>
    </section>
  );
}

const size = 240;
const pad = 34;
const at = (value: number) => pad + value * (size - pad - 10);

/** Said against true: on the diagonal a stated 80 % is right in 80 of 100 cases. */
function Calibration({ quality: { model } }: { quality: VoiceQuality }) {
  const { t, lang } = useText();
  if (!model || model.calibration.length === 0) return null;
  const most = Math.max(...model.calibration.map((bin) => bin.n));
  return (
    <section className="panel quality__block" aria-labelledby="quality-calibration">
      <h2 id="quality-calibration">{t('voice.calibration')}</h2>
      <div className="quality__picture">
        <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('voice.calibrationOf', { ece: formatDecimal(model.ece, lang, 3) })}>
          {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
            <g key={tick}>
              <line className="quality__grid" x1={at(tick)} x2={at(tick)} y1={size - at(0)} y2={size - at(1)} />
              <line className="quality__grid" x1={at(0)} x2={at(1)} y1={size - at(tick)} y2={size - at(tick)} />
              <text className="quality__tick" x={at(tick)} y={size - at(0) + 16} textAnchor="middle">
                {formatShare(tick, lang, 0)}
              </text>
              <text className="quality__tick" x={at(0) - 5} y={size - at(tick) + 4} textAnchor="end">
                {formatDecimal(tick * 100, lang, 0)}
              </text>
            </g>
          ))}
          <line className="quality__ideal" x1={at(0)} y1={size - at(0)} x2={at(1)} y2={size - at(1)} />
          <polyline className="quality__real" points={model.calibration.map((bin) => `${at(bin.confidence)},${size - at(bin.right)}`).join(' ')} />
          {model.calibration.map((bin) => (
            <circle key={bin.confidence} className="quality__point" cx={at(bin.confidence)} cy={size - at(bin.right)} r={3 + 6 * Math.sqrt(bin.n / most)}>
              <title>{t('voice.calibrationBin', { said: formatShare(bin.confidence, lang, 0), right: formatShare(bin.right, lang, 0), n: formatCount(bin.n, lang) })}</title>
            </circle>
          ))}
        </svg>
        <div className="quality__words">
          <p>{t('voice.calibrationText')}</p>
          <p>
            <b className="num quality__big">{formatDecimal(model.ece, lang, 3)}</b>
            <span className="muted">{t('voice.ece')}</span>
          </p>
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">{t('voice.saidSure')}</th>
                <th scope="col" className="cell-num">{t('voice.wasRight')}</th>
                <th scope="col" className="cell-num">n</th>
              </tr>
            </thead>
            <tbody>
              {model.calibration.map((bin) => (
                <tr key={bin.confidence}>
                  <td className="num">{formatShare(bin.confidence, lang, 0)}</td>
                  <td className="cell-num">{formatShare(bin.right, lang, 0)}</td>
                  <td className="cell-num">{formatCount(bin.n, lang)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}

function Steps({ quality: { attachment } }: { quality: VoiceQuality }) {
  const { t, lang } = useText();
  const all = Math.max(1, attachment.n);
  return (
    <section className="panel quality__block" aria-labelledby="quality-steps">
      <h2 id="quality-steps">{t('voice.qualitySteps')}</h2>
      <div className="quality__stack" aria-hidden="true">
        {ways.map((by) => attachment[by] > 0 && <span key={by} className={`quality__part quality__part--${by}`} style={{ flexGrow: attachment[by] }} />)}
        {attachment.unattached > 0 && <span className="quality__part quality__part--none" style={{ flexGrow: attachment.unattached }} />}
      </div>
      <ul className="quality__legend">
        {ways.map((by) => (
          <li key={by}>
            <span className={`quality__mark quality__part--${by}`} aria-hidden="true" />
            {t(`voice.by_${by}`)}
            <span className="muted num">
              {formatCount(attachment[by], lang)} · {formatShare(attachment[by] / all, lang)}
            </span>
          </li>
        ))}
        <li>
          <span className="quality__mark quality__part--none" aria-hidden="true" />
          <TextsLink filter={{ attached: 'no' }}>{t('voice.by_none')}</TextsLink>
          <span className="muted num">
            {formatCount(attachment.unattached, lang)} · {formatShare(attachment.unattached / all, lang)}
          </span>
        </li>
      </ul>
      {attachment.checked && (
        <p>
          <b className="num quality__big">{formatShare(attachment.checked.right, lang, 0)}</b>{' '}
          <span className="muted">{t('voice.checkedText', { n: formatCount(attachment.checked.n, lang) })}</span>
        </p>
      )}
    </section>
  );
}

function Teaching({ quality: { taught, how } }: { quality: VoiceQuality }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const mayNot = useMayNot('editor');
  const again = useMutation({ mutationFn: refreshVoice });
  const { data: job } = useJob(again.data?.id ?? null);
  const running = again.isPending || job?.state === 'running';
  const done = job?.state === 'done';
  const lessons: [keyof VoiceQuality['taught'], string][] = [
    ['pins', t('voice.taught_pins')],
    ['rejects', t('voice.taught_rejects')],
    ['topics_renamed', t('voice.taught_topics_renamed')],
    ['topics_merged', t('voice.taught_topics_merged')],
    ['codings', t('voice.taught_codings')],
  ];
  return (
    <section className="panel quality__block" aria-labelledby="quality-teach">
      <h2 id="quality-teach">{t('voice.teach')}</h2>
      <p>{inLang(how, lang) || t('voice.teachText')}</p>
      <dl className="quality__taught">
        {lessons.map(([key, words]) => (
          <div key={key}>
            <dt>{words}</dt>
            <dd className="num">{formatCount(taught[key], lang)}</dd>
          </div>
        ))}
      </dl>
      <div className="quality__actions">
        <Link to="/voice/items" search={{ attached: 'no' }} className={buttonClass({ look: 'primary' })}>
          <Icon name="bookmark" size={16} />
          {t('voice.teachNow')}
        </Link>
        <Button icon="refresh" label={t('voice.readAnew')} disabled={running || mayNot !== undefined} title={mayNot} onClick={() => again.mutate(undefined, { onSuccess: () => void queries.invalidateQueries({ queryKey: ['jobs'] }) })} />
        {done && <Button look="quiet" icon="check" label={t('voice.showNew')} onClick={() => void queries.invalidateQueries({ queryKey: voiceKey })} />}
      </div>
      {job && running && <JobProgressView job={job} />}
      {again.error && <Trouble error={again.error} />}
    </section>
  );
}
