import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mapQuery, mapsQuery, sourcesQuery } from '../../api/queries';
import { inviteToSurvey, revokeInvitation, surveyInvitationsQuery, surveyQuery, type SampleWish, type SurveyInvitation, type SurveyView } from '../../api/surveys';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDay, formatInstant, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Field, Icon, Segmented } from '../../ui';
import { Confirm } from '../../ui/Confirm';
import { isArchived } from '../atlas/state';
import { save } from './save';

type Whom = 'persona' | 'filter' | 'named';

/** Signed links for people who were on the journey: drawn by persona or filter, or named. Who sends them is another program. */
export function Invite({ survey, mayNot }: { survey: SurveyView; mayNot?: string }) {
  const { t, lang } = useText();
  const queries = useQueryClient();
  const { data: sources } = useQuery(sourcesQuery);
  const { data: maps } = useQuery(mapsQuery);
  const [whom, setWhom] = useState<Whom>('filter');
  const [source, setSource] = useState('');
  const [persona, setPersona] = useState('');
  const [where, setWhere] = useState('');
  const [actors, setActors] = useState('');
  const [n, setN] = useState(100);
  const [days, setDays] = useState(14);
  const [asking, setAsking] = useState<SurveyInvitation | null>(null);
  const { data: invitations, error, refetch } = useQuery(surveyInvitationsQuery(survey.id));
  const personas = (maps ?? []).filter((map) => !isArchived(map)).flatMap((map) => (map.personas ?? []).map((one) => ({ key: `${map.id}/${one.id}`, map: map.id, id: one.id, name: `${inLang(one.name, lang)} · ${inLang(map.title, lang)}` })));
  const chosen = personas.find((one) => one.key === persona);
  const { data: map } = useQuery({ ...mapQuery(chosen?.map ?? ''), enabled: chosen !== undefined });
  const segment = map?.personas?.find((one) => one.id === chosen?.id)?.segment;
  const again = () => Promise.all([queries.invalidateQueries({ queryKey: surveyInvitationsQuery(survey.id).queryKey }), queries.invalidateQueries({ queryKey: surveyQuery(survey.id).queryKey })]);
  const make = useMutation({
    mutationFn: (wish: SampleWish) => inviteToSurvey(survey.id, wish),
    onSuccess: (csv) => {
      const made = csv.trim().split('\r\n').length - 1;
      if (made > 0) save(`${inLang(survey.title, lang) || 'survey'} - ${t('surveys.invitationsFile')}.csv`.replace(/[\\/:*?"<>|]/g, ' '), new Blob(['\ufeff', csv], { type: 'text/csv' }));
      void again();
    },
  });
  const named = actors.split(/[\n,;]+/).map((one) => one.trim()).filter(Boolean);
  const wish: SampleWish = {
    ...(source ? { source } : {}),
    ...(whom === 'persona' && persona ? { persona } : {}),
    ...(whom === 'filter' && where.trim() ? { where: where.trim() } : {}),
    ...(whom === 'named' ? { actors: named } : {}),
    n,
    seed: Math.floor(Date.parse(survey.created_at) / 1000) % 1_000_000,
    expires_days: days,
  };
  const lacks = mayNot ?? (whom === 'persona' && !persona ? t('surveys.choosePersona') : whom === 'named' && named.length === 0 ? t('surveys.nameSomebody') : n < 1 || n > 50_000 || days < 1 || days > 366 ? t('surveys.outOfRange') : undefined);
  const counts = invitations?.counts ?? survey.invitations;
  const made = make.data === undefined ? undefined : make.data.trim().split('\r\n').length - 1;
  return (
    <section className="panel share-card share-card--invite" aria-labelledby="share-invite">
      <header className="share-card__head">
        <Icon name="email" size={18} />
        <h2 id="share-invite">{t('surveys.invite')}</h2>
      </header>
      <p className="muted">{t('surveys.inviteText')}</p>
      <Segmented label={t('surveys.whom')} choices={(['filter', 'persona', 'named'] as const).map((value) => ({ value, label: t(`surveys.whom_${value}`) }))} value={whom} onChange={setWhom} />
      <div className="share-card__row">
        {whom === 'persona' && (
          <Field label={t('surveys.whom_persona')}>
            <select className="select" value={persona} disabled={personas.length === 0} onChange={(event) => setPersona(event.target.value)}>
              <option value="">{personas.length ? t('surveys.choosePersona') : t('surveys.noPersonas')}</option>
              {personas.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.name}
                </option>
              ))}
            </select>
          </Field>
        )}
        {whom === 'filter' && (
          <label className="field share-card__wide">
            {t('surveys.where')}
            <input className="input mono" value={where} placeholder='channel = "web" and has("Delivered")' spellCheck={false} onChange={(event) => setWhere(event.target.value)} />
          </label>
        )}
        {whom === 'named' && (
          <label className="field share-card__wide">
            {t('surveys.actors')}
            <textarea className="input mono" rows={3} value={actors} onChange={(event) => setActors(event.target.value)} />
          </label>
        )}
        {(sources?.length ?? 0) > 1 && whom !== 'named' && (
          <Field label={t('surveys.source')}>
            <select className="select" value={source} onChange={(event) => setSource(event.target.value)}>
              <option value="">–</option>
              {sources?.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.name}
                </option>
              ))}
            </select>
          </Field>
        )}
        {whom !== 'named' && (
          <Field label={t('surveys.howMany')}>
            <input className="input num part__number" type="number" min={1} max={50_000} value={n} onChange={(event) => setN(event.target.valueAsNumber || 0)} />
          </Field>
        )}
        <Field label={t('surveys.days')}>
          <input className="input num part__number" type="number" min={1} max={366} value={days} onChange={(event) => setDays(event.target.valueAsNumber || 0)} />
        </Field>
        <Button look="primary" icon="download" label={t('surveys.makeInvitations')} disabled={lacks !== undefined || make.isPending} title={lacks} onClick={() => make.mutate(wish)} />
      </div>
      {whom === 'persona' && chosen && map && <p className="muted">{segment ? <code>{segment}</code> : t('surveys.personaWithoutRule')}</p>}
      {make.error && <Trouble error={make.error} />}
      {made !== undefined && !make.error && (
        <p className="share-card__made" role="status">
          <Icon name={made > 0 ? 'check' : 'info'} size={16} />
          {made > 0 ? t('surveys.made', { count: made, shown: formatCount(made, lang) }) : t('surveys.madeNone')}
        </p>
      )}
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {counts.sent > 0 && (
        <>
          <ol className="sent">
            {([['sent', counts.sent], ['opened', counts.opened], ['answered', counts.answered]] as const).map(([name, count]) => (
              <li key={name}>
                <span className="sent__bar" style={{ width: `${Math.max(1, (100 * count) / counts.sent)}%` }} aria-hidden="true" />
                <b className="num">{formatCount(count, lang)}</b>
                <span>{t(`surveys.n_${name}`)}</span>
                {name !== 'sent' && <span className="muted num">{formatShare(count / counts.sent, lang)}</span>}
              </li>
            ))}
          </ol>
          {invitations && (
            <div className="scroll-x invited">
              <table className="data-table">
                <caption className="hidden-text">{t('surveys.invited')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('surveys.who')}</th>
                    <th scope="col">{t('surveys.status')}</th>
                    <th scope="col">{t('surveys.sentAt')}</th>
                    <th scope="col">{t('surveys.until')}</th>
                    <th scope="col">
                      <span className="hidden-text">{t('surveys.revoke')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {invitations.items.map((one) => {
                    const status = one.revoked ? 'revoked' : one.answered_at ? 'answered' : Date.parse(one.expires_at) < Date.now() ? 'expired' : one.opened_at ? 'opened' : 'sent';
                    return (
                      <tr key={one.id}>
                        <td className="mono">{one.actor}</td>
                        <td>
                          <span className={`invited__state invited__state--${status}`}>{t(`surveys.status_${status}`)}</span>
                          {(one.answered_at ?? one.opened_at) && <span className="muted num"> {formatInstant((one.answered_at ?? one.opened_at) as string, lang)}</span>}
                        </td>
                        <td className="num">{formatDay(one.created_at, lang)}</td>
                        <td className="num">{formatDay(one.expires_at, lang)}</td>
                        <td>{(status === 'sent' || status === 'opened') && <Button small look="quiet" label={t('surveys.revoke')} disabled={mayNot !== undefined} title={mayNot} onClick={() => setAsking(one)} />}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
              {invitations.next && <p className="muted table-more">{t('surveys.moreInvited', { shown: formatCount(counts.sent - invitations.items.length, lang) })}</p>}
            </div>
          )}
        </>
      )}
      {asking && (
        <Confirm
          title={t('surveys.revokeTitle', { name: asking.actor })}
          text={t('surveys.revokeText')}
          action={t('surveys.revoke')}
          cancel={t('common.cancel')}
          closeLabel={t('common.close')}
          onConfirm={() => revokeInvitation(survey.id, asking.id).then(again)}
          onClose={() => setAsking(null)}
          trouble={(refused) => <Trouble error={refused} />}
        />
      )}
    </section>
  );
}
