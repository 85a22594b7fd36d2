import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { VoiceItem } from '../../api/voice';
import { voiceItemQuery } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatInstant, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, channelIcon, Icon, Loading, Meter } from '../../ui';
import { FeelingMark, itemName, kindIcons, LanguageMark, ScoreMark, sure, TextsLink } from './parts';
import { ReadText } from './ReadText';
import type { useTeach } from './useTeach';

/** One thing said, read in full: who and where, the words with their feelings, what they are about, and why we think so. */
export function ItemPane({ name, known, words, teach, onPin }: {
  /** `source/id`. */
  name: string;
  /** As the list has it. */
  known?: VoiceItem;
  words?: string;
  teach: ReturnType<typeof useTeach>;
  onPin: () => void;
}) {
  const { t, lang } = useText();
  const cut = name.indexOf('/');
  const [source, id] = [name.slice(0, cut), name.slice(cut + 1)];
  const { data, error, refetch } = useQuery({ ...voiceItemQuery(source, id), enabled: cut > 0 });
  const item = known ?? data?.item;
  if (!item && error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!item) return <Loading label={t('common.loading')} rows={5} height={28} />;
  const others = (data?.conversation ?? []).filter((one) => one.texts.length > 0);
  const acts = new Map((item.reading?.sentences ?? []).flatMap((one) => one.acts ?? []));
  const emotions = [...new Set((item.reading?.sentences ?? []).flatMap((one) => one.emotions?.map((e) => e.emotion) ?? []))];
  const attributes = Object.entries(item.attributes ?? {});
  return (
    <article className="item" aria-label={t('voice.itemOf', { source: item.source })}>
      <header className="item__head">
        <FeelingMark value={item.reading?.opinion?.feeling} />
        {item.score && <ScoreMark score={item.score} />}
        <span className="item__kind">
          <Icon name={kindIcons[item.kind]} size={15} />
          {t(`voice.kind_${item.kind}`)}
        </span>
        {item.reading && <LanguageMark language={item.reading.language} />}
        <span className="muted num item__when">{item.time && formatInstant(item.time, lang)}</span>
      </header>
      {item.question && <p className="item__question">{item.question}</p>}
      {item.choice && <p className="item__choice">{item.choice}</p>}
      <ReadText item={item} words={words} />
      {item.reading?.opinion && (
        <p className="muted item__sure num">
          {t('voice.sureOf', { share: sure(item.reading.opinion.confidence, t, lang) })}
        </p>
      )}
      {(acts.size > 0 || emotions.length > 0 || (item.topics?.length ?? 0) > 0) && (
        <ul className="item__found" aria-label={t('voice.foundIn')}>
          {item.topics?.map((topic) => (
            <li key={topic.id}>
              <TextsLink filter={{ topic: topic.id }} className="chip chip--brand chip--link">
                {inLang(topic.name, lang)}
              </TextsLink>
            </li>
          ))}
          {[...acts].map(([act]) => (
            <li key={act}>
              <TextsLink filter={{ act }} className="chip chip--link">
                {t(`voice.act_${act}`)}
              </TextsLink>
            </li>
          ))}
          {emotions.map((emotion) => (
            <li key={emotion}>
              <TextsLink filter={{ emotion }} className="chip chip--emotion chip--link">
                {t(`edit.emotion_${emotion}`)}
              </TextsLink>
            </li>
          ))}
        </ul>
      )}
      <StepPart item={item} teach={teach} onPin={onPin} />
      {item.reply && (
        <section className="item__reply">
          <h4>{t('voice.reply')}</h4>
          <p>{item.reply}</p>
        </section>
      )}
      {others.length > 1 && (
        <section className="item__talk">
          <h4>{t('voice.conversation')}</h4>
          <ol>
            {others.map((one) => (
              <li key={one.id} className={`turn turn--${one.speaker} ${one.id === item.id ? 'turn--here' : ''}`} aria-current={one.id === item.id || undefined}>
                <b>{t(`voice.speaker_${one.speaker}`)}</b>
                <p>{one.texts.map((part) => part.text).join('\n')}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
      <dl className="item__facts">
        <dt>{t('voice.source')}</dt>
        <dd>
          <TextsLink filter={{ source: item.source }}>{item.source}</TextsLink>
        </dd>
        {item.channel && (
          <>
            <dt>{t('voice.channel')}</dt>
            <dd>
              <Icon name={channelIcon(item.channel)} size={14} /> {item.channel}
            </dd>
          </>
        )}
        {item.segment && (
          <>
            <dt>{t('voice.segment')}</dt>
            <dd>
              <TextsLink filter={{ segment: item.segment }}>{item.segment}</TextsLink>
            </dd>
          </>
        )}
        {item.actor && (
          <>
            <dt>{t('voice.actor')}</dt>
            <dd>
              {item.actor.startsWith('anonymous:') ? (
                t('voice.anonymous')
              ) : (
                <Link to="/explore" search={{ tab: 'actor', actor: item.actor }}>
                  {item.actor}
                </Link>
              )}
            </dd>
          </>
        )}
        {attributes.slice(0, 8).map(([key, value]) => (
          <div key={key} className="item__attribute">
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <dt>{t('voice.itemId')}</dt>
        <dd className="mono">{itemName(item)}</dd>
      </dl>
    </article>
  );
}

/** Where on the path it belongs, why, how sure that is, and the two ways to say otherwise. */
function StepPart({ item, teach, onPin }: { item: VoiceItem; teach: ReturnType<typeof useTeach>; onPin: () => void }) {
  const { t, lang } = useText();
  const mayNot = useMayNot('editor');
  const step = item.step ?? item.candidate;
  const pinned = item.step?.by === 'pinned';
  const off = mayNot !== undefined || teach.isPending;
  return (
    <section className={`item-step ${item.step ? '' : 'item-step--none'}`} aria-label={t('voice.step')}>
      <div className="item-step__words">
        <h4>
          <Icon name={pinned ? 'bookmark' : 'visit'} size={15} />
          {item.step ? (
            <TextsLink filter={{ step: item.step.key }}>{inLang(item.step.name, lang)}</TextsLink>
          ) : item.candidate ? (
            t('voice.maybe', { step: inLang(item.candidate.name, lang) })
          ) : (
            t('voice.noStep')
          )}
        </h4>
        {step && (
          <span className="item-step__sure num">
            <Meter value={step.confidence} colour={item.step ? undefined : 'var(--amber-fill)'} />
            {step.by === 'pinned' ? formatShare(1, lang) : sure(step.confidence, t, lang)}
          </span>
        )}
        <p className="muted">
          {t(`voice.by_${step?.by ?? 'none'}`)}
          {': '}
          {inLang(item.step ? item.step.because : (item.unattached ?? item.candidate?.because), lang)}
        </p>
      </div>
      <div className="item-step__tools">
        <Button small icon="bookmark" label={item.step ? t('voice.pinElsewhere') : t('voice.pin')} title={mayNot ?? `${t('voice.pin')} · P`} disabled={off} onClick={onPin} />
        {item.step && !pinned && <Button small look="quiet" icon="close" label={t('voice.reject')} title={mayNot ?? `${t('voice.reject')} · X`} disabled={off} onClick={() => teach.mutate({ item, lesson: 'reject' })} />}
        {!item.step && item.candidate && <Button small look="quiet" icon="check" label={t('voice.agree')} title={mayNot} disabled={off} onClick={() => teach.mutate({ item, lesson: { pin: item.candidate?.key ?? null } })} />}
        {(pinned || item.unattached) && (item.rejected?.length ?? 0) === 0 && pinned && <Button small look="quiet" icon="undo" label={t('voice.unpin')} title={mayNot ?? `${t('voice.unpin')} · U`} disabled={off} onClick={() => teach.mutate({ item, lesson: 'unpin' })} />}
        {(item.rejected?.length ?? 0) > 0 && <Button small look="quiet" icon="undo" label={t('voice.forget')} title={mayNot} disabled={off} onClick={() => teach.mutate({ item, lesson: 'forget' })} />}
      </div>
      {teach.error && <Trouble error={teach.error} />}
    </section>
  );
}
