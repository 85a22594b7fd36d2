import { Link } from '@tanstack/react-router';
import type { AcceptProposal, AssistantCite, AssistantProposal, AssistantSuggestion } from '../../api/assistant';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Button, Icon } from '../../ui';

/** One suggestion: what would change, and the words it rests on. */
export function Proposal({ one, current, edit, busy, onFocus, onEdit, onDecide }: {
  one: AssistantSuggestion;
  current: boolean;
  edit: AcceptProposal;
  busy: boolean;
  onFocus: () => void;
  onEdit: (edit: AcceptProposal) => void;
  onDecide: (accept: boolean) => void;
}) {
  const { t } = useText();
  const { proposed } = one;
  const kind = t(`assistant.kind_${proposed.kind}`);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- walked by keys
    <li className={`panel assistant-one ${current ? 'assistant-one--now' : ''}`} tabIndex={0} aria-current={current} aria-label={kind} onFocus={onFocus}>
      <p className="assistant-one__kind">
        <span className="chip">{kind}</span>
        <span className="muted">{one.model}</span>
      </p>
      {proposed.kind === 'topic_name' && <TopicName proposed={proposed} edit={edit} onEdit={onEdit} />}
      {proposed.kind === 'persona_story' && <Story proposed={proposed} edit={edit} onEdit={onEdit} />}
      {proposed.kind === 'coding' && <Coding proposed={proposed} />}
      {one.stale && (
        <p className="assistant-stale">
          <Icon name="warning" size={15} /> {t('assistant.stale')}
        </p>
      )}
      <div className="assistant-one__tools">
        <Button small look="primary" icon="check" label={t('assistant.accept')} disabled={busy || one.stale} title={one.stale ? t('assistant.stale') : undefined} onClick={() => onDecide(true)} />
        <Button small icon="close" label={t('assistant.reject')} disabled={busy} onClick={() => onDecide(false)} />
      </div>
    </li>
  );
}

type Of<K extends AssistantProposal['kind']> = Extract<AssistantProposal, { kind: K }>;

function TopicName({ proposed, edit, onEdit }: { proposed: Of<'topic_name'>; edit: AcceptProposal; onEdit: (edit: AcceptProposal) => void }) {
  const { t, lang } = useText();
  const name: Record<string, string> = { ...(proposed.name as Record<string, string>), ...(edit.name as Record<string, string> | undefined) };
  return (
    <>
      <p className="assistant-was">
        <s className="muted">{inLang(proposed.was as Record<string, string>, lang)}</s> <Icon name="arrow_right" size={14} />
      </p>
      <div className="assistant-names">
        {(['en', 'ru'] as const).map((tag) => (
          <label key={tag} className="field">
            {t(`assistant.name_${tag}`)}
            <input className="input" maxLength={120} value={name[tag] ?? ''} onChange={(event) => onEdit({ ...edit, name: { ...name, [tag]: event.target.value } })} />
          </label>
        ))}
      </div>
      <Cites cites={proposed.cites} />
    </>
  );
}

function Story({ proposed, edit, onEdit }: { proposed: Of<'persona_story'>; edit: AcceptProposal; onEdit: (edit: AcceptProposal) => void }) {
  const { t } = useText();
  const wanted = edit.sentences ?? proposed.sentences.map((_, i) => i);
  return (
    <>
      <p>
        <Link to="/personas/$map/$persona" params={{ map: proposed.map, persona: proposed.persona }}>
          {proposed.name}
        </Link>
      </p>
      <ul className="assistant-story">
        {proposed.sentences.map((sentence, i) => (
          <li key={i} className={wanted.includes(i) ? '' : 'assistant-story__out'}>
            <label>
              <input
                type="checkbox"
                checked={wanted.includes(i)}
                disabled={wanted.length === 1 && wanted.includes(i)}
                title={wanted.length === 1 && wanted.includes(i) ? t('assistant.lastSentence') : undefined}
                onChange={(event) => onEdit({ ...edit, sentences: event.target.checked ? [...wanted, i].sort((a, b) => a - b) : wanted.filter((other) => other !== i) })}
              />
              <span>{sentence.text}</span>
            </label>
            {sentence.facts.map((fact) => (
              <p key={fact} className="muted assistant-fact">
                <Icon name="kpis" size={13} /> {fact}
              </p>
            ))}
            <Cites cites={sentence.cites} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Coding({ proposed }: { proposed: Of<'coding'> }) {
  const { t } = useText();
  return (
    <>
      <blockquote className="assistant-quote">{proposed.cite.text}</blockquote>
      <p>
        <Icon name="arrow_right" size={14} /> <b>{proposed.name}</b> {!proposed.code && <span className="chip chip--amber">{t('assistant.newCode')}</span>}{' '}
        <Link className="muted" to="/voice/interviews/$source/$conversation" params={{ source: proposed.cite.source, conversation: proposed.conversation }}>
          {proposed.conversation}
        </Link>
      </p>
    </>
  );
}

/** Words that stand in the texts, each with the way to the whole text. */
function Cites({ cites }: { cites: AssistantCite[] }) {
  const { t } = useText();
  return (
    <>
      {cites
        .filter((cite) => cite.text)
        .map((cite) => (
          <blockquote key={`${cite.source} ${cite.item} ${cite.span.start}`} className="assistant-quote">
            {cite.text}{' '}
            <Link className="muted" to="/voice/items" search={{ item: `${cite.source}/${cite.item}` }} aria-label={t('assistant.openText')}>
              <Icon name="link" size={13} />
            </Link>
          </blockquote>
        ))}
    </>
  );
}
