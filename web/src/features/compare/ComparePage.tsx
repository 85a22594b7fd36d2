import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { apiBase } from '../../api/client';
import { diffQuery } from '../../api/mapQueries';
import { mapsQuery } from '../../api/queries';
import type { DifferenceKind, MapDiff, MapSummary } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { Refused } from '../../app/Refused';
import { shownTheme, useTheme } from '../../app/theme';
import { inLang } from '../../lib/localtext';
import { Button, Empty, Field, Icon, Loading, Segmented } from '../../ui';
import { DrawingBox } from '../../ui/DrawingBox';
import { DifferenceLine } from './DifferenceLine';
import { sign } from './sign';
import { compareViews, differenceKinds, type CompareView } from './state';

const route = getRouteApi('/compare');
const LivePair = lazy(() => import('./LivePair').then((m) => ({ default: m.LivePair })));

/** Two maps, or two states of one: what is different, in words and as a picture. */
export function ComparePage() {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: maps, error, refetch } = useQuery(mapsQuery);
  useEffect(() => {
    document.title = `${t('compare.title')} · ${t('shell.name')}`;
  }, [t]);
  const { a, b } = search;
  const view = search.view ?? 'words';
  const pick = (change: { a?: string; b?: string }) => void navigate({ search: (s) => ({ ...s, ...change, what: undefined }), replace: true });
  const choice = (value: string | undefined, label: string, onChange: (id: string) => void) => (
    <Field label={label}>
      <select className="select" value={value ?? ''} onChange={(e) => onChange(e.target.value)}>
        <option value="" disabled>
          {t('compare.choose')}
        </option>
        {value !== undefined && !maps?.some((map) => map.id === value) && <option value={value}>{value}</option>}
        {maps?.map((map: MapSummary) => (
          <option key={map.id} value={map.id}>
            {inLang(map.title, lang)} · {t(`mapState.${map.state}`)}
          </option>
        ))}
      </select>
    </Field>
  );
  return (
    <div className={view === 'side' ? 'compare compare--side' : 'compare'}>
      <header className="page-head">
        <div className="page-head__words">
          <h1>{t('compare.title')}</h1>
          <p className="muted">{t('compare.text')}</p>
        </div>
      </header>
      <div className="compare__maps">
        {choice(a, t('compare.older'), (id) => pick({ a: id }))}
        <Button look="quiet" iconOnly icon="swap" label={t('compare.swap')} disabled={!a && !b} onClick={() => pick({ a: b, b: a })} />
        {choice(b, t('compare.newer'), (id) => pick({ b: id }))}
      </div>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {maps && maps.length < 2 && !(a && b) ? (
        <Empty icon="layers" title={t('compare.tooFew')} text={t('compare.tooFewText')} />
      ) : !a || !b ? (
        <Empty icon="layers" title={t('compare.pick')} text={t('compare.pickText')} />
      ) : (
        <>
          <div className="compare__tools">
            <Segmented<CompareView>
              label={t('compare.view')}
              value={view}
              choices={compareViews.map((value) => ({ value, label: t(`compare.view_${value}`) }))}
              onChange={(value) => void navigate({ search: (s) => ({ ...s, view: value === 'words' ? undefined : value }), replace: true })}
            />
            <Downloads a={a} b={b} />
          </div>
          {view === 'words' ? (
            <Words a={a} b={b} what={search.what} onWhat={(what) => void navigate({ search: (s) => ({ ...s, what }), replace: true })} />
          ) : view === 'picture' ? (
            <OnePicture a={a} b={b} />
          ) : (
            <Suspense fallback={<Loading label={t('common.loading')} rows={8} height={48} />}>
              <LivePair a={a} b={b} />
            </Suspense>
          )}
        </>
      )}
    </div>
  );
}

const id = encodeURIComponent;
const diffFile = (a: string, b: string, format: string, lang: string, theme = 'light') => `${apiBase}/maps/${id(a)}/diff/${id(b)}?${new URLSearchParams({ format, lang, ...(format === 'md' ? {} : { theme }) })}`;

function Downloads({ a, b }: { a: string; b: string }) {
  const { t, lang } = useText();
  return (
    <span className="compare__files">
      <span className="muted">{t('compare.download')}</span>
      {(['pdf', 'html', 'svg', 'md'] as const).map((format) => (
        <a key={format} className="button button--small" href={diffFile(a, b, format, lang)} download={`${a}-${b}.${format}`}>
          {t(`export.name_${format}`)}
        </a>
      ))}
    </span>
  );
}

function Words({ a, b, what, onWhat }: { a: string; b: string; what?: DifferenceKind; onWhat: (what?: DifferenceKind) => void }) {
  const { t, lang } = useText();
  const { data, error, refetch } = useQuery(diffQuery(a, b, lang));
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={8} height={32} />;
  const { summary, sections } = data.words;
  const lines = sections.flatMap((section) => section.lines);
  const kinds = differenceKinds.filter((kind) => lines.some((line) => line.what === kind));
  const shown = sections
    .map((section) => ({ ...section, lines: section.lines.filter((line) => !what || line.what === what) }))
    .filter((section) => section.lines.length > 0);
  if (lines.length === 0) return <Empty icon="check" title={t('compare.same')} text={summary} />;
  return (
    <div className="differences">
      <p className="differences__summary">{summary}</p>
      <div className="filter-chips" role="group" aria-label={t('compare.filter')}>
        {kinds.map((kind) => (
          <button key={kind} type="button" className={`chip difference-kind difference-kind--${kind}`} aria-pressed={what === kind} onClick={() => onWhat(what === kind ? undefined : kind)}>
            <span aria-hidden="true">{sign[kind]}</span>
            {t(`compare.what_${kind}`)} <span className="num">{lines.filter((line) => line.what === kind).length}</span>
          </button>
        ))}
        {what && <Button small look="quiet" icon="close" label={t('check.showAll')} onClick={() => onWhat(undefined)} />}
      </div>
      {what && shown.length === 0 && <p className="muted">{t('compare.noneOfKind')}</p>}
      {shown.map((section, i) => (
        <section key={section.stage ?? i} className="panel difference-section" aria-label={section.title}>
          <h2>{section.title}</h2>
          <ul>
            {section.lines.map((line, k) => (
              <li key={k} className="difference">
                <DifferenceLine what={line.what} text={line.text} details={line.details} />
                {line.of === 'card' && <CardLink diff={data} line={line} />}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** To the card on the map where it still stands. */
function CardLink({ diff, line }: { diff: MapDiff; line: { id: string; what: DifferenceKind; text: string } }) {
  const { t } = useText();
  const gone = line.what === 'removed' || line.what === 'split' || line.what === 'merged';
  return (
    <Link to="/maps/$id" params={{ id: gone ? diff.a.id : diff.b.id }} search={{ card: line.id }} className="button button--quiet button--small" aria-label={t('compare.toCard', { text: line.text })}>
      <Icon name="arrow_right" size={15} />
    </Link>
  );
}

function OnePicture({ a, b }: { a: string; b: string }) {
  const { t, lang } = useText();
  const theme = shownTheme(useTheme());
  return (
    <DrawingBox
      className="compare__picture"
      address={diffFile(a, b, 'svg', lang, theme)}
      label={t('compare.view_picture')}
      alt={t('compare.pictureOf')}
      refused={(address) => <Refused address={address} />}
    />
  );
}
