import '../map/map.css';
import '../map/grid.css';
import '../map/curve.css';
import '../map/cards.css';
import '../compare/compare.css';
import './history.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { historyQuery, momentDiffQuery, momentQuery, versionsQuery } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatInstant } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Empty, Icon, Loading, Segmented } from '../../ui';
import { Drawer } from '../../ui/Drawer';
import { useZoom } from '../../ui/useZoom';
import { ZoomTools } from '../../ui/ZoomTools';
import { useMe } from '../comments/me';
import { DifferenceLine } from '../compare/DifferenceLine';
import { CardEvidence } from '../map/CardDrawer';
import { MapGrid } from '../map/MapGrid';
import { cardTitle } from '../map/words';
import { MarkCards } from '../views/Marks';
import { RestoreDialog } from './RestoreDialog';

const route = getRouteApi('/maps/$id/at/$seq');

/** The map as it was, to look at; beside it, what is different from another moment. */
export function MomentPage() {
  const { id, seq: given } = route.useParams();
  const seq = Number(given);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { t, lang } = useText();
  const me = useMe(id);
  const { data: doc, error, refetch } = useQuery(momentQuery(id, seq));
  const { data: pages } = useInfiniteQuery(historyQuery(id));
  const { data: versions } = useQuery(versionsQuery(id));
  const [restoring, setRestoring] = useState(false);
  const runs = pages?.pages.flat() ?? [];
  const newest = runs[0]?.to_seq;
  const run = runs.find((one) => one.from_seq <= seq && seq <= one.to_seq);
  const version = versions?.find((one) => one.seq === seq);
  const name = version?.name ?? (run ? formatInstant(run.until, lang) : t('history.point', { seq }));
  useEffect(() => {
    if (doc) document.title = `${inLang(doc.title, lang)}: ${name} · ${t('shell.name')}`;
  }, [doc, name, lang, t]);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  // Asked of a point after the last one: there is nothing later than now.
  const other = search.with === 'now' ? newest : search.with;
  const [from, to] = other === undefined ? [undefined, undefined] : other < seq ? [other, seq] : [seq, other];
  const points = [
    ...(versions ?? []).map((one) => ({ seq: one.seq, name: one.name })),
    ...runs.filter((one) => one.to_seq !== newest).map((one) => ({ seq: one.to_seq, name: `${formatInstant(one.until, lang)} · ${one.person.name}` })),
  ].filter((one, i, all) => one.seq !== seq && all.findIndex((each) => each.seq === one.seq) === i);
  return (
    <div className="map-page moment">
      <header className="moment__banner">
        <Icon name="history" size={20} />
        <div className="moment__words">
          <h1>
            {doc ? inLang(doc.title, lang) : ''} <span className="moment__when">{name}</span>
          </h1>
          <p>{run ? t('history.lookedAt', { name: run.person.name || t('history.somebody') }) : t('history.lookedAtPlain')}</p>
        </div>
        <div className="moment__tools">
          <label className="moment__with">
            <span>{t('history.compareWith')}</span>
            <select className="select" value={search.with === undefined ? '' : String(search.with)} onChange={(e) => void navigate({ search: { with: e.target.value === '' ? undefined : e.target.value === 'now' ? 'now' : Number(e.target.value) }, replace: true })}>
              <option value="">{t('history.withNothing')}</option>
              <option value="now">{t('history.now')}</option>
              {typeof search.with === 'number' && !points.some((one) => one.seq === search.with) && <option value={search.with}>{t('history.point', { seq: search.with })}</option>}
              {points.map((one) => (
                <option key={one.seq} value={one.seq}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <Button icon="refresh" label={t('history.restore')} disabled={!me.may('editor') || !doc || seq === newest} title={me.may('editor') ? undefined : t('history.needsEditor')} onClick={() => setRestoring(true)} />
          <Link to="/maps/$id" params={{ id }} search={{ panel: 'history' }} className="button button--primary">
            {t('history.backToNow')}
          </Link>
        </div>
      </header>
      {!doc ? (
        <div className="map-message">
          <Loading label={t('common.loading')} rows={7} height={56} />
        </div>
      ) : from !== undefined && to !== undefined ? (
        <Difference map={id} doc={doc} from={from} to={to} picture={search.view === 'map'} onPicture={(picture) => void navigate({ search: (s) => ({ ...s, view: picture ? 'map' : undefined }), replace: true })} />
      ) : (
        <Looked doc={doc} />
      )}
      {restoring && <RestoreDialog map={id} seq={seq} name={name} onClose={() => setRestoring(false)} onDone={() => void navigate({ to: '/maps/$id', params: { id }, search: {} })} />}
    </div>
  );
}

const everyStep = () => true;

/** The grid as it was: cards open, nothing can be changed. */
function Looked({ doc, marked }: { doc: MapDocument; marked?: string[] }) {
  const { t, lang } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const zoom = useZoom(scroller);
  const [open, setOpen] = useState<string | undefined>();
  const card = doc.cards.find((one) => one.id === open);
  return (
    <>
      <div className="map-tools">
        <ZoomTools zoom={zoom} />
      </div>
      <div ref={scroller} className="map-scroll">
        {marked && <MarkCards ids={marked} />}
        {doc.stages.length === 0 ? <Empty icon="map" title={t('map.noStages')} text={t('history.lookedAtPlain')} /> : <MapGrid doc={doc} lanes={doc.lanes} keepStep={everyStep} path={null} zoom={zoom.zoom} openCard={open} onOpen={setOpen} scroller={scroller} />}
      </div>
      <Drawer open={card !== undefined} onClose={() => setOpen(undefined)} closeLabel={t('common.close')} title={card ? cardTitle(card, doc, t, lang) : ''}>
        {card && <CardEvidence key={card.id} card={card} doc={doc} />}
      </Drawer>
    </>
  );
}

/** Between two moments: in words, or as the newer map with what changed marked. */
function Difference({ map, doc, from, to, picture, onPicture }: { map: string; doc: MapDocument; from: number; to: number; picture: boolean; onPicture: (picture: boolean) => void }) {
  const { t, lang } = useText();
  const { data, error, refetch } = useQuery(momentDiffQuery(map, from, to, lang));
  const { data: newer } = useQuery({ ...momentQuery(map, to), enabled: picture });
  const lines = useMemo(() => data?.words.sections.flatMap((section) => section.lines) ?? [], [data]);
  const marked = useMemo(() => lines.filter((line) => line.what !== 'removed').map((line) => line.id), [lines]);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <div className="map-message">
        <Loading label={t('common.loading')} rows={7} height={40} />
      </div>
    );
  return (
    <>
      <div className="map-tools moment__views">
        <Segmented
          label={t('compare.view')}
          value={picture ? 'map' : 'words'}
          choices={[
            { value: 'words', label: t('compare.view_words') },
            { value: 'map', label: t('history.onMap') },
          ]}
          onChange={(view) => onPicture(view === 'map')}
        />
        <span>{data.words.summary}</span>
      </div>
      {picture ? (
        <Looked doc={newer ?? doc} marked={marked} />
      ) : lines.length === 0 ? (
        <Empty icon="check" title={t('compare.same')} text={data.words.summary} />
      ) : (
        <div className="moment__differences">
          {data.words.sections.map((section, i) => (
            <section key={section.stage ?? i} className="panel difference-section" aria-label={section.title}>
              <h2>{section.title}</h2>
              <ul>
                {section.lines.map((line, k) => (
                  <li key={k} className="difference">
                    <DifferenceLine what={line.what} text={line.text} details={line.details} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </>
  );
}
