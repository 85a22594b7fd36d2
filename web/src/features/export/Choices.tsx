import { useEffect, useRef, useState } from 'react';
import type { MapDocument } from '../../api/types';
import { layouts, papers, themes } from '../../api/words';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { Field, Icon, Segmented, Skeleton } from '../../ui';
import { ChoiceCards } from '../../ui/ChoiceCards';
import { formatGroups, takes, thumbnailAddress, type ExportChoice, type Format, type Settled } from './formats';

export function Choices({ doc, wish, onChoose }: { doc: MapDocument; wish: Settled; onChoose: (change: ExportChoice) => void }) {
  const { t, lang } = useText();
  const options = takes(wish.format);
  const personas = doc.personas ?? [];
  const lacks = (layout: string) =>
    layout === 'personas' && personas.length === 0 ? t('export.needsPersona') : layout === 'comparison' && personas.length < 2 ? t('export.needsPersonas') : undefined;
  const form = useRef<HTMLFormElement>(null);
  // An address may choose what stands further down.
  useEffect(() => [...(form.current?.querySelectorAll<HTMLElement>('.choice:has(input:checked)') ?? [])].at(-1)?.scrollIntoView?.({ block: 'nearest' }), []);
  return (
    <form ref={form} className="export__choices" onSubmit={(event) => event.preventDefault()}>
      <FormatChoice value={wish.format} onChange={(format) => onChoose({ export: format })} />
      {options.includes('layout') && (
        <ChoiceCards
          legend={t('export.layout')}
          name="layout"
          look="picture"
          value={wish.layout}
          onChange={(layout) => onChoose({ layout: layout === 'grid' ? undefined : layout })}
          choices={layouts.map((layout) => ({ value: layout, label: t(`export.layout_${layout}`), disabled: lacks(layout), picture: <Thumbnail key={layout} address={thumbnailAddress(doc.id, layout, wish)} /> }))}
        />
      )}
      <div className="export__selects">
        {options.includes('paper') && (
          <Field label={t('export.paper')}>
            <select className="select" value={wish.paper} onChange={(e) => onChoose({ paper: e.target.value as Settled['paper'] })}>
              <option value="whole">{t('export.paper_whole')}</option>
              {[...papers].sort((a, b) => paperOrder(a) - paperOrder(b)).map((paper) => (
                <option key={paper} value={paper}>
                  {t(`export.paper_${paper}`)}
                </option>
              ))}
            </select>
          </Field>
        )}
        {options.includes('theme') && (
          <Field label={t('export.theme')}>
            <select className="select" value={wish.theme} onChange={(e) => onChoose({ theme: e.target.value as Settled['theme'] })}>
              {themes.map((theme) => (
                <option key={theme} value={theme}>
                  {t(`export.theme_${theme}`)}
                </option>
              ))}
            </select>
          </Field>
        )}
        {options.includes('stage') && doc.stages.length > 1 && (
          <Field label={t('export.stage')}>
            <select className="select" value={wish.stage ?? ''} onChange={(e) => onChoose({ stage: e.target.value || undefined })}>
              <option value="">{t('export.allStages')}</option>
              {doc.stages.map((stage, i) => (
                <option key={stage.id} value={stage.id}>
                  {i + 1}. {inLang(stage.name, lang)}
                </option>
              ))}
            </select>
          </Field>
        )}
        {options.includes('persona') && personas.length > 0 && (
          <Field label={t('export.persona')}>
            <select className="select" value={wish.persona ?? ''} onChange={(e) => onChoose({ persona: e.target.value || undefined })}>
              <option value="">{t('export.allPersonas')}</option>
              {personas.map((persona) => (
                <option key={persona.id} value={persona.id}>
                  {inLang(persona.name, lang)}
                </option>
              ))}
            </select>
          </Field>
        )}
      </div>
      {options.includes('lang') && (
        <div className="export__lang">
          <span aria-hidden="true">{t('export.lang')}</span>
          <Segmented
            label={t('export.lang')}
            value={wish.lang}
            choices={[
              { value: 'ru', label: 'Русский' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(lang) => onChoose({ lang })}
          />
        </div>
      )}
    </form>
  );
}

/** All formats by what one wants them for; what the chosen one is good for stands below. */
function FormatChoice({ value, onChange }: { value: Format; onChange: (format: Format) => void }) {
  const { t } = useText();
  return (
    <fieldset className="choices">
      <legend>{t('export.format')}</legend>
      {formatGroups.map(({ group, formats }) => (
        <div key={group} className="format-group" role="group" aria-label={t(`export.group_${group}`)}>
          <span className="format-group__name" aria-hidden="true">
            {t(`export.group_${group}`)}
          </span>
          <span className="format-group__list">
            {formats.map((format) => (
              <label key={format} className="choice choice--chip" title={t(`export.for_${format}`)}>
                <input type="radio" className="hidden-text" name="format" value={format} checked={format === value} onChange={() => onChange(format)} />
                {t(`export.name_${format}`)}
              </label>
            ))}
          </span>
        </div>
      ))}
      <p className="format-about" role="status">
        {t(`export.for_${value}`)}
      </p>
    </fieldset>
  );
}

/** `auto` first, then slides, then paper from small to large. */
const paperOrder = (paper: string) => (paper === 'auto' ? -2 : paper === 'slides' ? -1 : 0);

/** Decoration: the name of the layout stands below. */
function Thumbnail({ address }: { address: string }) {
  const [state, setState] = useState<'loading' | 'there' | 'broken'>('loading');
  return (
    <span className="thumbnail" data-state={state}>
      {state === 'loading' && <Skeleton height="100%" />}
      {state === 'broken' && <Icon name="picture" size={22} />}
      {state !== 'broken' && <img src={address} alt="" loading="lazy" decoding="async" onLoad={() => setState('there')} onError={() => setState('broken')} />}
    </span>
  );
}
