import { useText } from '../../app/i18n';
import { Trouble } from '../../app/errors';
import { formatCount } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, DataTable, Field, Note } from '../../ui';
import { Notes } from './Notes';
import type { ImportFlow } from './useImport';

/** The files hold what people say: what was recognised, the first items as they would be kept, and the way back to events. */
export function FeedbackStep({ flow }: { flow: ImportFlow }) {
  const { t, lang } = useText();
  const { feedback } = flow;
  if (!feedback) return null;
  const { preview, proposed } = feedback;
  const ready = proposed.mapping !== undefined && proposed.mapping !== null && proposed.missing.length === 0;
  const masked = Object.values(preview?.counts.masked ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <>
      <Note kind={ready ? 'ok' : 'hint'} title={inLang(feedback.says, lang)} actions={flow.answer && <Button small label={t('import.asEvents')} onClick={() => flow.readAs('events')} />}>
        <p>{t('import.feedbackText')}</p>
        {preview && (
          <p className="num">
            {[
              t('import.feedbackItems', { count: preview.counts.items, shown: formatCount(preview.counts.items, lang) }),
              preview.counts.rejected > 0 && t('import.feedbackRejected', { shown: formatCount(preview.counts.rejected, lang) }),
              masked > 0 && t('import.feedbackMasked', { shown: formatCount(masked, lang) }),
              !preview.whole && t('import.feedbackBegin'),
            ].filter(Boolean).join(' · ')}
          </p>
        )}
      </Note>
      {proposed.missing.length > 0 && (
        <Note title={t('import.undecided')}>
          <ul className="missing">
            {proposed.missing.map((one, i) => (
              <li key={i}>
                <b>{t(`import.missing_${one.what}`)}</b> <span className="muted">{one.file}</span>
                <br />
                {inLang(one.saw, lang)}
              </li>
            ))}
          </ul>
        </Note>
      )}
      {preview && preview.items.length > 0 && (
        <section className="panel file" aria-label={t('import.feedbackFirst')}>
          <h2>{t('import.feedbackFirst')}</h2>
          <DataTable
            caption={t('import.feedbackFirst')}
            rows={preview.items}
            columns={[
              { title: t('voice.kind'), cell: (item) => t(`voice.kind_${item.kind}`) },
              { title: t('voice.step'), cell: (item) => item.step ?? '' },
              { title: t('import.feedbackScore'), cell: (item) => (item.score ? `${item.score.value} / ${item.score.scale.hi}` : ''), number: true },
              { title: t('import.feedbackWords'), cell: (item) => (item.texts ?? []).map((one) => String(one[1])).join(' ').slice(0, 240) || (item.choice ?? '') },
            ]}
          />
        </section>
      )}
      {proposed.notes.length > 0 && (
        <section className="panel file" aria-label={t('import.notes')}>
          <Notes notes={proposed.notes} />
        </section>
      )}
      {flow.startError && <Trouble error={flow.startError} />}
      <div className="import__actions panel">
        <Field label={t('import.source')}>
          <input className="input mono" value={flow.source} spellCheck={false} pattern="[a-z0-9][a-z0-9_\-]{0,63}" onChange={(event) => flow.setSource(event.target.value)} />
        </Field>
        <span className="import__spacer" />
        <Button label={t('import.again')} onClick={flow.restart} />
        <Button look="primary" icon="feelings" label={t('import.startFeedback')} disabled={!ready} onClick={flow.startFeedback} />
      </div>
    </>
  );
}
