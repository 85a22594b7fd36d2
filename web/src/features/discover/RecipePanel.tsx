import '../explore/explore.css';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { segmentsQuery, type FoundSegment } from '../../api/discover';
import { ApiError } from '../../api/client';
import type { Source } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { condition } from '../../lib/filter';
import { formatCount, formatShare } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { parseSearch } from '../../lib/urlstate';
import { Button, Field, Icon, Loading } from '../../ui';
import { FilterEditor } from '../explore/FilterBar';
import { discoverSearch, forgetRecipe, keepRecipe, keptRecipes, stagesMax, stagesMin, templates, type DiscoverSearch } from './recipe';

interface RecipeProps {
  search: DiscoverSearch;
  sources: Source[];
  error: Error | null;
  /** Key under which recipes are kept: the map's id. */
  keptFor: string;
  onChange: (change: Partial<DiscoverSearch>) => void;
}

const counts = Array.from({ length: stagesMax - stagesMin + 1 }, (_, i) => String(stagesMin + i));
/** An attribute with more values names things, not groups. */
const valuesMax = 20;

/** What the draft is found in, and how; every change shows at once. */
export function RecipePanel({ search, sources, error, keptFor, onChange }: RecipeProps) {
  const { t } = useText();
  const source = sources.find((one) => one.name === search.source);
  const badFilter = error instanceof ApiError && error.code === 'bad_filter' ? error : undefined;
  const why = useId();
  const stages = search.stages;
  return (
    <div className="again-recipe">
      <Field label={t('again.source')}>
        <select className="select" value={search.source ?? ''} onChange={(e) => onChange({ source: e.target.value, where: undefined, by: undefined, segment: undefined })}>
          {!source && <option value={search.source ?? ''}>{search.source}</option>}
          {sources.map((one) => (
            <option key={one.name} value={one.name}>
              {one.snapshot}
            </option>
          ))}
        </select>
      </Field>
      <fieldset className="again-recipe__part">
        <legend>{t('again.stages')}</legend>
        <div className="again-stages" role="group" aria-label={t('again.stages')}>
          <button type="button" aria-pressed={stages === undefined} title={t('again.autoText')} onClick={() => onChange({ stages: undefined })}>
            {t('again.auto')}
          </button>
          {counts.map((count) => (
            <button key={count} type="button" className="num" aria-pressed={stages === count} aria-label={t('again.stagesN', { count: Number(count) })} onClick={() => onChange({ stages: count })}>
              {count}
            </button>
          ))}
        </div>
        <select className="select select--small" aria-label={t('again.template')} value={templates.find((one) => one === stages) ?? ''} onChange={(e) => onChange({ stages: e.target.value || undefined })}>
          <option value="">{t('again.noTemplate')}</option>
          {templates.map((one) => (
            <option key={one} value={one}>
              {t(`again.template_${one}`)}
            </option>
          ))}
        </select>
      </fieldset>
      <fieldset className="again-recipe__part">
        <legend>{t('again.journeys')}</legend>
        {source && <FilterEditor key={badFilter ? 'bad' : 'good'} source={source} where={search.where} onChange={(where) => onChange({ where, segment: undefined })} invalid={badFilter && why} />}
        {badFilter && (
          <p id={why} className="again-recipe__bad" role="alert">
            <Icon name="alert" size={15} />
            <span>
              <b>{t('again.badFilter')}.</b> {badFilter.message}
            </span>
          </p>
        )}
      </fieldset>
      <fieldset className="again-recipe__part">
        <legend>{t('again.divide')}</legend>
        <select className="select select--small" aria-label={t('again.divide')} value={search.by ?? ''} onChange={(e) => onChange({ by: e.target.value || undefined, segment: undefined })}>
          <option value="">{t('again.everybody')}</option>
          <option value="found">{t('again.byFound')}</option>
          {source?.attributes
            .filter((one) => one.kind !== 'number' && (one.values?.length ?? 0) > 1 && (one.values?.length ?? 0) <= valuesMax)
            .map((one) => (
              <option key={one.name} value={`:${one.name}`}>
                {t('again.byAttribute', { name: one.name })}
              </option>
            ))}
        </select>
        {source && search.by === 'found' && <FoundSegments search={search} onChange={onChange} />}
        {source && search.by?.startsWith(':') && <Values source={source} name={search.by.slice(1)} search={search} onChange={onChange} />}
      </fieldset>
      <Kept search={search} keptFor={keptFor} />
    </div>
  );
}

const focus = (input: HTMLInputElement | null) => input?.focus();

interface Choice {
  filter: string | undefined;
  name: string;
  note?: string;
  /** Why it cannot be looked at. */
  disabled?: string;
}

function Choices({ list, search, onChange }: { list: Choice[]; search: DiscoverSearch; onChange: RecipeProps['onChange'] }) {
  const { t } = useText();
  const group = useId();
  return (
    <div className="again-segments" role="radiogroup" aria-label={t('again.pickSegment')}>
      {[{ filter: undefined, name: t('again.everybody') } satisfies Choice, ...list].map((one: Choice, i) => (
        <label key={i} className="again-segment" title={one.disabled}>
          <input type="radio" name={group} disabled={one.disabled !== undefined} checked={one.disabled === undefined && search.segment === one.filter} onChange={() => onChange({ segment: one.filter })} />
          <span>
            <b>{one.name}</b>
            {one.note && <span className="muted num">{one.note}</span>}
            {one.disabled && <span className="muted">{one.disabled}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}

function Values({ source, name, search, onChange }: { source: Source; name: string; search: DiscoverSearch; onChange: RecipeProps['onChange'] }) {
  const values = source.attributes.find((one) => one.name === name)?.values ?? [];
  return <Choices list={values.map((value) => ({ filter: condition(name, '=', value, false), name: value }))} search={search} onChange={onChange} />;
}

function FoundSegments({ search, onChange }: { search: DiscoverSearch; onChange: RecipeProps['onChange'] }) {
  const { t, lang } = useText();
  const { data, error, refetch } = useQuery(segmentsQuery(search.source ?? '', search.where, search.by === 'found'));
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('common.loading')} rows={3} height={32} />;
  const { segments, notes } = data.found;
  if (segments.length < 2) return <p className="muted again-recipe__note">{inLang(notes[0], lang) || t('again.oneSegment')}</p>;
  const choice = (one: FoundSegment): Choice => {
    const filter = one.records ?? one.near?.filter ?? undefined;
    const size = t('again.segmentN', { share: formatShare(one.share.value, lang), shown: formatCount(one.n, lang) });
    const near = !one.records && one.near ? `. ${t('again.near', { precision: formatShare(one.near.precision, lang, 0), recall: formatShare(one.near.recall, lang, 0) })}` : '';
    return { filter, name: inLang(one.name, lang), note: size + near, ...(filter === undefined && { disabled: t('again.noRule') }) };
  };
  return <Choices list={segments.map(choice)} search={search} onChange={onChange} />;
}

/** The recipe for next month: kept in this browser, sent as a link. */
function Kept({ search, keptFor }: { search: DiscoverSearch; keptFor: string }) {
  const { t } = useText();
  const [kept, setKept] = useState(() => keptRecipes(keptFor));
  const [name, setName] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setCopied(true);
      window.setTimeout(() => setCopied(false), 2_000);
    } catch {
      // No clipboard on plain HTTP: the address line has the same.
    }
  };
  return (
    <div className="again-recipe__part again-kept">
      <div className="again-kept__tools">
        <Button small icon="bookmark" label={t('again.keep')} aria-expanded={name !== null} onClick={() => setName(name === null ? '' : null)} />
        <Button small look="quiet" icon={copied ? 'check' : 'link'} label={copied ? t('again.copied') : t('again.copyLink')} onClick={() => void copy()} />
      </div>
      {name !== null && (
        <form
          className="again-kept__name"
          onSubmit={(event) => {
            event.preventDefault();
            if (!name.trim()) return;
            setKept(keepRecipe(keptFor, name.trim(), search));
            setName(null);
          }}
        >
          <input className="input input--small" ref={focus} maxLength={60} aria-label={t('again.keepName')} placeholder={t('again.keepNameHint')} value={name} onChange={(e) => setName(e.target.value)} />
          <button type="submit" className="button button--small button--primary" disabled={!name.trim()}>
            {t('again.keep')}
          </button>
          <p className="muted again-recipe__note">{t('again.keepText')}</p>
        </form>
      )}
      {kept.length > 0 && (
        <ul className="again-kept__list" aria-label={t('again.kept')}>
          {kept.map((one) => (
            <li key={one.address}>
              <Link to="." search={(now) => ({ ...discoverSearch(parseSearch(one.address)), view: (now as DiscoverSearch).view })} className="again-kept__link">
                <Icon name="bookmark" size={14} />
                {one.name}
              </Link>
              <Button small look="quiet" iconOnly icon="close" label={t('again.forget', { name: one.name })} onClick={() => setKept(forgetRecipe(keptFor, one.address))} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
