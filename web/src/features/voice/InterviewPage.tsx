import './interview.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Coding, SuggestedQuote } from '../../api/voice';
import { addCode, addCoding, codesQuery, dismiss, interviewQuery, interviewsQuery, removeCoding } from '../../api/voiceQueries';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { useMayNot } from '../../app/useMay';
import { formatCount } from '../../lib/format';
import { Button, Icon, Loading } from '../../ui';
import { codedAt, suggestionKey, type Picked } from './coding';
import { CodeTree } from './CodeTree';
import { SuggestionList } from './SuggestionList';
import { Turn } from './Turn';

const route = getRouteApi('/voice/interviews/$source/$conversation');

/** One conversation, read and coded: words are marked by mouse or keyboard, what the reading suggests is accepted or let go. */
export function InterviewPage() {
  const { source, conversation } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { t, lang } = useText();
  const mayNot = useMayNot('editor');
  const queries = useQueryClient();
  const at = useMemo(() => ({ source, conversation }), [source, conversation]);
  const interview = interviewQuery(source, conversation);
  const { data, error, refetch } = useQuery(interview);
  const { data: codes = [] } = useQuery(codesQuery);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [letGo, setLetGo] = useState<ReadonlySet<string>>(new Set());
  const anew = () => Promise.all([interview, codesQuery, interviewsQuery].map((query) => queries.invalidateQueries({ queryKey: query.queryKey })));
  const code = useMutation({ mutationFn: (coding: Pick<Coding, 'item' | 'span' | 'code'>) => addCoding(at, coding), onSuccess: () => (setPicked(null), anew()) });
  const uncode = useMutation({ mutationFn: (id: string) => removeCoding(at, id), onSuccess: anew });
  const dismissal = useMutation({
    mutationFn: (one: SuggestedQuote) => dismiss(at, one),
    // Out of sight at once; back where the server could not keep it.
    onMutate: (one) => setLetGo((now) => new Set([...now, suggestionKey(one)])),
    onError: (_, one) => setLetGo((now) => new Set([...now].filter((key) => key !== suggestionKey(one)))),
    onSuccess: anew,
  });
  const make = useMutation({ mutationFn: (name: string) => addCode(name, null), onSuccess: anew });
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={7} height={54} />;
  const trouble = code.error ?? uncode.error ?? make.error ?? dismissal.error;
  const suggested = data.suggested.filter((one) => !letGo.has(suggestionKey(one)));
  const codeAs = (id: string) => picked && code.mutate({ item: picked.item, span: { part: 'body', start: picked.start, end: picked.end }, code: id });
  const accept = (one: SuggestedQuote, id: string) => code.mutate({ item: one.item, span: one.span, code: id });
  const chosen = codes.find((one) => one.id === search.code);
  return (
    <div className="interview">
      <header className="interview__head">
        <Link to="/voice/interviews" className="button button--quiet button--icon" aria-label={t('voice.toInterviews')} title={t('voice.toInterviews')}>
          <Icon name="back" size={18} />
        </Link>
        <h2>{conversation}</h2>
        <span className="muted num">
          {source} · {t('voice.nTurns', { count: data.turns.length, shown: formatCount(data.turns.length, lang) })} · {t('voice.nCodings', { count: data.codings.length, shown: formatCount(data.codings.length, lang) })}
        </span>
      </header>
      {trouble && <Trouble error={trouble} />}
      <div className="interview__two">
        <section className="panel interview__turns" aria-label={t('voice.conversation')}>
          {!mayNot && <p className="muted interview__hint">{t('voice.codingKeys')}</p>}
          <ol>
            {data.turns.map((turn) => (
              <Turn
                key={turn.id}
                turn={turn}
                codes={codes}
                codings={codedAt(data.codings, turn.id).filter((one) => !chosen || one.code === chosen.id)}
                suggested={chosen ? [] : suggested.filter((one) => one.item === turn.id)}
                picked={picked?.item === turn.id ? picked : null}
                readOnly={mayNot !== undefined}
                busy={code.isPending}
                onPick={setPicked}
                onCode={codeAs}
                onNewCode={(name) => make.mutate(name, { onSuccess: (made) => codeAs(made.id) })}
                onRemove={(id) => uncode.mutate(id)}
              />
            ))}
          </ol>
        </section>
        <aside className="interview__side">
          <section className="panel interview__part" aria-labelledby="interview-codes">
            <h3 id="interview-codes">{t('voice.codes')}</h3>
            <CodeTree codes={codes} codings={data.codings} chosen={search.code} readOnly={mayNot !== undefined} onChoose={(id) => void navigate({ search: (now) => ({ ...now, code: id }), replace: true, resetScroll: false })} onChanged={() => void anew()} />
            {chosen && <Button small look="quiet" icon="close" label={t('voice.allCodes')} onClick={() => void navigate({ search: (now) => ({ ...now, code: undefined }), replace: true, resetScroll: false })} />}
          </section>
          <section className="panel interview__part" aria-labelledby="interview-suggested">
            <h3 id="interview-suggested">
              {t('voice.suggested')} {suggested.length > 0 && <span className="chip chip--amber num">{suggested.length}</span>}
            </h3>
            <SuggestionList suggested={suggested} codes={codes} readOnly={mayNot !== undefined} busy={code.isPending} onAccept={accept} onLetGo={(one) => dismissal.mutate(one)} />
          </section>
        </aside>
      </div>
    </div>
  );
}
