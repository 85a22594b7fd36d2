import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { ApiError, call } from '../../api/client';
import { decideDraft, type DraftPart } from '../../api/discover';
import { mapQuery, sourcesQuery } from '../../api/queries';
import type { SinceSeen } from '../../api/reviewQueries';
import type { MapDocument, Source } from '../../api/types';
import { NotFoundPage, Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatCount, formatDay } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Empty, Icon, Loading, Note, Segmented } from '../../ui';
import { useMe } from '../comments/me';
import { withParts } from './apply';
import { because, decide, isWording, noChoices, sending, standing, type Choices, type Wish } from './decisions';
import { decided } from './decided';
import { Frame } from './Frame';
import { PartsPanel } from './PartsPanel';
import type { PartActions } from './PartLine';
import { Picture } from './Picture';
import { begun, orderOf, pictures, type DiscoverSearch } from './recipe';
import { RecipePanel } from './RecipePanel';
import { recipeWords } from './recipeWords';
import { useDraft } from './useDraft';

const route = getRouteApi('/maps/$id/discover');
const none: DraftPart[] = [];

/** Newer facts beside a map: what is new, changed and gone, decided element by element. */
export function AgainPage() {
  const { id } = route.useParams();
  const { t } = useText();
  const map = useQuery(mapQuery(id));
  const sources = useQuery(sourcesQuery);
  const error = map.error ?? sources.error;
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  if (error) return <div className="map-message"><Trouble error={error} onRetry={() => void Promise.all([map.refetch(), sources.refetch()])} /></div>;
  if (!map.data || !sources.data) return <div className="map-message"><Loading label={t('common.loading')} rows={7} height={48} /></div>;
  return <Conversation key={id} doc={map.data} sources={sources.data} />;
}

function Conversation({ doc, sources }: { doc: MapDocument; sources: Source[] }) {
  const { t, lang } = useText();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const search = begun(route.useSearch(), doc, sources);
  const me = useMe(doc.id);
  const mayNot = me.may('editor') ? undefined : t('again.mayNot');
  const title = inLang(doc.title, lang);
  useEffect(() => {
    document.title = `${t('again.title')}: ${title} · ${t('shell.name')}`;
  }, [t, title]);

  const { draft, error, stale, refetch } = useDraft(orderOf(search), doc.id);
  const parts = draft?.parts ?? none;
  const [all, setAll] = useState<Choices>(noChoices);
  const choices = useMemo(() => standing(all, parts), [all, parts]);
  const [active, setActive] = useState<string>();
  // Names and order are those of the map with everything on it, also of what is refused.
  const whole = useMemo(() => withParts(doc, parts, { gone: false }), [doc, parts]);

  const change = (part: Partial<DiscoverSearch>) => void navigate({ search: { ...search, ...part }, replace: true, resetScroll: false });
  const apply = useMutation({
    mutationFn: async ({ choices, open }: { choices: Choices; open?: DraftPart }) => {
      if (!draft) return;
      const { now_seq: seq } = await call<SinceSeen>('GET', `/maps/${encodeURIComponent(doc.id)}/since_seen`);
      const { accept, reject } = sending(choices);
      let rejected = 0;
      // Refusals first: they leave the map as it is, so the keys of the draft hold.
      for (const { reason, keys } of reject) rejected += (await decideDraft(doc.id, { recipe: draft.recipe, reject: keys, ...(reason && { reason }) })).rejected;
      const accepted = accept.length ? (await decideDraft(doc.id, { recipe: draft.recipe, accept })).accepted : 0;
      return { seq, accepted, rejected, open };
    },
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['draft'] }), ...['map', 'suggestions', 'history', 'since-seen'].map((key) => queries.invalidateQueries({ queryKey: [key, doc.id] }))]),
    onSuccess: (result) => {
      setAll(noChoices);
      if (!result?.accepted) return;
      decided.set({ map: doc.id, accepted: result.accepted, rejected: result.rejected, seq: result.seq });
      const open = result.open;
      void navigate({ to: '/maps/$id', params: { id: doc.id }, search: open ? (open.of === 'card' ? { card: open.id } : { record: `${open.of}:${open.id}` }) : {} });
    },
  });

  const { mutate } = apply;
  const wish = useCallback((keys: string[], wish: Wish | null) => setAll((now) => decide(now, parts, keys, wish)), [parts]);
  const act = useMemo<PartActions>(
    () => ({
      wish: (key, what) => wish([key], what),
      because: (key, reason) => setAll((now) => because(now, key, reason)),
      edit: (key) => {
        const open = parts.find((part) => part.key === key);
        const next = decide(choices, parts, [key], 'accept');
        setAll(next);
        mutate({ choices: next, open });
      },
      activate: setActive,
    }),
    [wish, parts, choices, mutate],
  );
  const pick = (id: string) => {
    const part = parts.find((one) => one.id === id) ?? parts.find((one) => one.at === id);
    if (!part) return;
    setActive(part.key);
    const row = [...document.querySelectorAll<HTMLElement>('[data-open-part]')].find((one) => one.dataset.openPart === part.key);
    row?.closest('[data-part]')?.scrollIntoView?.({ block: 'center' });
    row?.focus({ preventScroll: true });
  };

  const badFilter = error instanceof ApiError && error.code === 'bad_filter';
  const view = search.view ?? 'over';
  const open = parts.filter((part) => !part.held && !isWording(part)).length;
  return (
    <Frame
      stale={stale && !error}
      recipeWords={recipeWords(search, t)}
      head={
        <>
          <Link to="/maps/$id" params={{ id: doc.id }} className={buttonClass({ look: 'quiet', iconOnly: true })} aria-label={t('again.toMap')} title={t('again.toMap')}>
            <Icon name="back" size={18} />
          </Link>
          <div className="again__title">
            <h1>
              {t('again.title')} <span className="muted">{title}</span>
            </h1>
            <p className="muted">{t('again.text')}</p>
          </div>
          <Segmented label={t('again.view')} value={view} choices={pictures.map((value) => ({ value, label: t(`again.view_${value}`) }))} onChange={(value) => change({ view: value === 'side' ? 'side' : undefined })} />
        </>
      }
      recipe={<RecipePanel search={search} sources={sources} error={error} keptFor={doc.id} onChange={change} />}
      picture={
        sources.length === 0 ? (
          <NoSource />
        ) : error && !badFilter && !draft ? (
          <div className="again__message">
            <Trouble error={error} onRetry={refetch} />
          </div>
        ) : (
          <Picture doc={doc} parts={parts} choices={choices} active={active} view={view} onPick={pick} />
        )
      }
      side={
        <>
          <div className="again__list">
            {error && !badFilter && draft && <Trouble error={error} onRetry={refetch} />}
            {apply.error && <Trouble error={apply.error} />}
            {apply.data && !apply.data.accepted && !apply.isPending && <Note kind="ok">{t('again.onlyRejected', { count: apply.data.rejected })}</Note>}
            {!draft && !error && sources.length > 0 && <Loading label={t('again.finding')} rows={9} height={44} />}
            {draft && open === 0 && !stale && <Same draft={draft.map} held={parts.some((part) => part.held)} />}
            {draft && parts.length > 0 && (
              <div className={stale ? 'again__stale' : undefined}>
                <PartsPanel parts={parts} doc={whole} source={search.source} choices={choices} active={active} mayNot={mayNot} act={act} onAll={wish} />
              </div>
            )}
          </div>
          {parts.length > 0 && <ApplyBar choices={choices} open={open} stale={stale} running={apply.isPending} mayNot={mayNot} onApply={() => mutate({ choices })} />}
        </>
      }
    />
  );
}

function ApplyBar({ choices, open, stale, running, mayNot, onApply }: { choices: Choices; open: number; stale: boolean; running: boolean; mayNot: string | undefined; onApply: () => void }) {
  const { t, lang } = useText();
  const accepted = [...choices.values()].filter((one) => one.wish === 'accept').length;
  const rejected = choices.size - accepted;
  const why = mayNot ?? (choices.size === 0 ? t('again.nothingChosen') : stale ? t('again.stillFinding') : undefined);
  const shown = (count: number) => formatCount(count, lang);
  return (
    <footer className="again__apply">
      <p className="num" role="status">
        {mayNot ?? t('again.counted', { accepted: shown(accepted), rejected: shown(rejected), left: shown(Math.max(0, open - choices.size)) })}
      </p>
      <Button look="primary" icon="check" label={running ? t('again.applying') : choices.size ? t('again.applyN', { count: choices.size }) : t('again.apply')} disabled={why !== undefined || running} title={why} onClick={onApply} />
    </footer>
  );
}

function Same({ draft, held }: { draft: MapDocument; held: boolean }) {
  const { t, lang } = useText();
  const origin = draft.origin;
  if (held) return <Empty icon="check" title={t('again.allHeld')} text={t('again.allHeldText')} />;
  return (
    <div className="again__same">
      <Empty icon="check" title={t('again.same')} text={origin ? t('again.sameText', { snapshot: origin.snapshot, shown: formatCount(origin.n, lang), from: formatDay(origin.from, lang), to: formatDay(origin.to, lang) }) : t('again.sameHint')} />
      <p className="muted">{t('again.sameHint')}</p>
    </div>
  );
}

function NoSource() {
  const { t } = useText();
  return (
    <Empty
      icon="database"
      title={t('again.noSource')}
      text={t('again.noSourceText')}
      actions={
        <Link to="/import" className={buttonClass({ look: 'primary' })}>
          {t('shell.import')}
        </Link>
      }
    />
  );
}
