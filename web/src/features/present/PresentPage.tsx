import './present.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, type CSSProperties } from 'react';
import { ApiError } from '../../api/client';
import { mapQuery } from '../../api/queries';
import type { MapDocument } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Empty, Loading } from '../../ui';
import { reachAt } from '../map/model';
import { narrow } from '../views/narrow';
import { Finale, StageSlide, TitleSlide } from './SlideFace';
import { JourneyCurve } from './JourneyCurve';
import { keyMeans, slidesOf, type Slide } from './slides';

const route = getRouteApi('/maps/$id/present');

/** A map shown to a room: one stage a slide, the curve always in sight. */
export function PresentPage() {
  const { id } = route.useParams();
  const { t } = useText();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(mapQuery(id));
  const end = useCallback(() => void navigate({ to: '/maps/$id', params: { id }, search: {} }), [navigate, id]);
  if (error instanceof ApiError && error.code === 'not_signed_in') return <Navigate to="/sign-in" search={{ next: `/maps/${encodeURIComponent(id)}/present` }} replace />;
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={7} height={56} />;
  if (data.stages.length === 0) return <Empty icon="present" title={t('present.empty')} text={t('present.emptyText')} actions={<Button label={t('present.end')} onClick={end} />} />;
  return <Show doc={data} onEnd={end} />;
}

/** A swipe shorter than this is a tap. */
const swipeMinPx = 50;

function Show({ doc: whole, onEnd }: { doc: MapDocument; onEnd: () => void }) {
  const { t, lang } = useText();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const doc = useMemo(() => narrow(whole, { persona: search.persona }).doc, [whole, search.persona]);
  const slides = useMemo(() => slidesOf(doc), [doc]);
  const at = Math.min(search.slide ?? 1, slides.length);
  const slide = slides[at - 1] as Slide;
  const notes = search.notes === 'on';
  const box = useRef<HTMLDivElement>(null);
  const touched = useRef<number | null>(null);
  const title = inLang(doc.title, lang);
  const go = useCallback(
    (to: number) => void navigate({ search: (s) => ({ ...s, slide: to > 1 ? Math.min(to, slides.length) : undefined }), replace: true }),
    [navigate, slides.length],
  );
  const act = useCallback(
    (meaning: ReturnType<typeof keyMeans>) => {
      switch (meaning) {
        case 'next':
          return go(at + 1);
        case 'back':
          return go(at - 1);
        case 'first':
          return go(1);
        case 'last':
          return go(slides.length);
        case 'notes':
          return void navigate({ search: (s) => ({ ...s, notes: notes ? undefined : 'on' }), replace: true });
        case 'full':
          return void (document.fullscreenElement ? document.exitFullscreen() : box.current?.requestFullscreen?.());
        case 'end':
          return onEnd();
      }
    },
    [at, go, navigate, notes, onEnd, slides.length],
  );
  useEffect(() => {
    document.title = `${t('present.title')}: ${title} · ${t('shell.name')}`;
  }, [title, t]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      // Space and Enter press the button that has the focus.
      if ((event.key === ' ' || event.key === 'Enter') && event.target instanceof HTMLElement && event.target.closest('button')) return;
      const meaning = keyMeans(event.key);
      if (!meaning) return;
      event.preventDefault();
      act(meaning);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [act]);
  const stage = slide.kind === 'stage' ? slide.stage : undefined;
  const name = slide.kind === 'title' ? title : slide.kind === 'finale' ? t('present.finale') : `${slide.index + 1}. ${inLang(slide.stage.name, lang)}${slide.parts > 1 ? ` · ${slide.part + 1}/${slide.parts}` : ''}`;
  return (
    <div
      ref={box}
      className={`show ${notes ? 'show--notes' : ''}`}
      onTouchStart={(event) => (touched.current = event.touches[0]?.clientX ?? null)}
      onTouchEnd={(event) => {
        const by = (event.changedTouches[0]?.clientX ?? 0) - (touched.current ?? 0);
        if (touched.current !== null && Math.abs(by) > swipeMinPx) act(by < 0 ? 'next' : 'back');
        touched.current = null;
      }}
    >
      <header className="show__head">
        <p className="show__map">{slide.kind === 'title' ? '' : title}</p>
        <div className="show__tools">
          <Button look="quiet" iconOnly icon="text" label={t('present.notes')} aria-pressed={notes} onClick={() => act('notes')} />
          <Button look="quiet" iconOnly icon="fit" label={t('present.full')} onClick={() => act('full')} />
          <Button look="quiet" iconOnly icon="close" label={t('present.end')} onClick={onEnd} />
        </div>
      </header>
      <main className="show__slide" aria-live="polite" aria-label={name} key={at}>
        {slide.kind === 'title' && <TitleSlide doc={doc} />}
        {slide.kind === 'stage' && <StageSlide doc={doc} slide={slide} />}
        {slide.kind === 'finale' && <Finale doc={doc} slide={slide} />}
      </main>
      <footer className="show__foot">
        <div className="show__journey">
          <JourneyCurve doc={doc} stage={stage?.id} step={slide.kind === 'stage' && slide.parts > 1 ? new Set(slide.columns.map((one) => one.step.id)) : undefined} />
          <ol className="show__stages">
            {doc.stages.map((one, i) => {
              const first = slides.findIndex((each) => each.kind === 'stage' && each.stage.id === one.id) + 1;
              const reach = reachAt(doc, one);
              return (
                <li key={one.id} style={{ flexGrow: Math.max(1, one.steps.length), '--hue': `var(--hue-${(i % 8) + 1})` } as CSSProperties}>
                  <button type="button" aria-current={one.id === stage?.id ? 'step' : undefined} onClick={() => go(first)}>
                    <span className="show__stage-number">{i + 1}</span>
                    <span className="show__stage-name">{inLang(one.name, lang)}</span>
                    {reach !== undefined && <span className="show__stage-reach num">{formatShare(reach, lang)}</span>}
                  </button>
                </li>
              );
            })}
          </ol>
        </div>
        <div className="show__pager">
          <Button iconOnly icon="back" label={t('present.back')} disabled={at === 1} onClick={() => act('back')} />
          <span className="num" aria-label={t('present.slide', { number: at, total: slides.length })}>
            {at} / {slides.length}
          </span>
          <Button iconOnly icon="arrow_right" label={t('present.next')} disabled={at === slides.length} onClick={() => act('next')} />
          <span className="show__keys">{t('present.keys')}</span>
        </div>
        <span className="show__progress" style={{ width: `${(at / slides.length) * 100}%` }} aria-hidden="true" />
      </footer>
      {notes && <Notes doc={doc} slide={slide} />}
    </div>
  );
}

/** For who speaks: what the map says about the stage and its steps in full. */
function Notes({ doc, slide }: { doc: MapDocument; slide: Slide }) {
  const { t, lang } = useText();
  const texts: { name: string; text: string }[] =
    slide.kind === 'stage'
      ? [{ name: inLang(slide.stage.name, lang), text: inLang(slide.stage.description, lang) || inLang(slide.stage.goal, lang) }, ...slide.columns.map(({ step }) => ({ name: inLang(step.name, lang), text: inLang(step.description, lang) }))]
      : slide.kind === 'title'
        ? [{ name: '', text: inLang(doc.purpose, lang) }, { name: '', text: inLang(doc.scope, lang) }, ...(doc.personas ?? []).map((one) => ({ name: inLang(one.name, lang), text: inLang(one.story, lang) || inLang(one.summary, lang) }))]
        : slide.opportunities.map((card) => ({ name: inLang(card.text, lang), text: inLang(card.evidence?.find((one) => one.reason)?.reason, lang) }));
  const shown = texts.filter((one) => one.text);
  return (
    <aside className="show__notes" aria-label={t('present.notes')}>
      {shown.length === 0 && <p className="muted">{t('present.noNotes')}</p>}
      {shown.map((one, i) => (
        <div key={i}>
          {one.name && <h2>{one.name}</h2>}
          <p>{one.text}</p>
        </div>
      ))}
    </aside>
  );
}
