import './open.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError } from '../../api/client';
import { importMap, type ImportWish } from '../../api/mapQueries';
import { mapsQuery } from '../../api/queries';
import type { ChangeLine, FormatNote, ImportedMap, MapFormat } from '../../api/types';
import { Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import { formatBytes, formatCount, type Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, Field, Icon, Loading, Note, Segmented } from '../../ui';
import { DropZone } from '../../ui/DropZone';
import { Remark } from '../check/Remark';
import { DifferenceLine } from '../compare/DifferenceLine';
import { MapPicture } from '../templates/MapPicture';

const route = getRouteApi('/open');
const mapFormats: readonly MapFormat[] = ['tropa', 'yaml', 'mermaid', 'csv', 'xlsx', 'cjml', 'ojf', 'markdown', 'they_do'];

/** A map from a file of any format: looked at first, with what is lost on the way, then saved. */
export function OpenPage() {
  const { t, lang: pageLang } = useText();
  const { over } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: maps } = useQuery(mapsQuery);
  const [file, setFile] = useState<File | null>(null);
  const [lang, setLang] = useState<Lang>(pageLang);
  const look = useMutation({ mutationFn: ({ file, ...wish }: ImportWish & { file: File }) => importMap(file, { ...wish, dryRun: true }) });
  const [format, setFormat] = useState<MapFormat>();
  useEffect(() => {
    document.title = `${t('open.title')} · ${t('shell.name')}`;
  }, [t]);
  const wish: ImportWish = { lang, over, format };
  const open = (chosen: File, wished: ImportWish = wish) => {
    setFile(chosen);
    look.mutate({ file: chosen, ...wished });
  };
  const forget = () => {
    setFile(null);
    setFormat(undefined);
    look.reset();
  };
  return (
    <div className="open">
      <header className="page-head">
        <div className="page-head__words">
          <h1>{t('open.title')}</h1>
          <p className="muted">{t('open.text')}</p>
        </div>
      </header>
      <div className="open__wishes">
        <Field label={t('open.into')}>
          <select
            className="select"
            value={over ?? ''}
            onChange={(e) => {
              const chosen = e.target.value || undefined;
              void navigate({ search: { over: chosen }, replace: true });
              if (file) open(file, { ...wish, over: chosen });
            }}
          >
            <option value="">{t('open.intoNew')}</option>
            {over !== undefined && !maps?.some((map) => map.id === over) && <option value={over}>{over}</option>}
            {maps?.map((map) => (
              <option key={map.id} value={map.id}>
                {t('open.intoMap', { name: inLang(map.title, pageLang) })}
              </option>
            ))}
          </select>
        </Field>
        <div className="open__lang">
          <span aria-hidden="true">{t('open.lang')}</span>
          <Segmented
            label={t('open.lang')}
            value={lang}
            choices={[
              { value: 'ru', label: t('open.inRussian') },
              { value: 'en', label: t('open.inEnglish') },
            ]}
            onChange={(value) => {
              setLang(value);
              if (file) open(file, { ...wish, lang: value });
            }}
          />
        </div>
      </div>
      {over !== undefined && <p className="muted">{t('open.intoText')}</p>}
      {!file && <DropZone title={t('open.drop')} text={t('open.formats')} choose={t('open.choose')} onFiles={(files) => files[0] && open(files[0])} />}
      {file && (
        <div className="panel open__file">
          <Icon name="file" size={20} />
          <div className="open__name">
            <b>{file.name}</b>
            <span className="muted num">
              {formatBytes(file.size, pageLang)}
              {look.data && ` · ${t(`mapFormat.${look.data.format}`)}`}
            </span>
          </div>
          <Button look="quiet" icon="close" label={t('open.other')} onClick={forget} />
        </div>
      )}
      {look.isPending && <Loading label={t('open.looking')} rows={5} height={40} />}
      {file && look.error && <Trouble error={look.error} onRetry={() => open(file)} />}
      {file && (format !== undefined || (look.error instanceof ApiError && look.error.code === 'bad_file')) && (
        <Field label={t('open.format')}>
          <select
            className="select open__format"
            value={format ?? ''}
            onChange={(e) => {
              const chosen = (e.target.value || undefined) as MapFormat | undefined;
              setFormat(chosen);
              open(file, { ...wish, format: chosen });
            }}
          >
            <option value="">{t('open.formatItself')}</option>
            {mapFormats.map((one) => (
              <option key={one} value={one}>
                {t(`mapFormat.${one}`)}
              </option>
            ))}
          </select>
        </Field>
      )}
      {file && look.data && <Found key={`${file.name} ${lang} ${over} ${format}`} file={file} wish={wish} found={look.data} />}
    </div>
  );
}

/** What the file holds as a map, and the last step. */
function Found({ file, wish, found }: { file: File; wish: ImportWish; found: ImportedMap }) {
  const { t, lang: pageLang } = useText();
  const { lang, over } = wish;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => importMap(file, { ...wish, dryRun: false }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['maps'] });
      void queries.invalidateQueries({ queryKey: ['map', id] });
      if (id) void navigate({ to: '/maps/$id', params: { id } });
    },
  });
  const { map, notes, problems, changes } = found;
  const broken = problems.length > 0;
  return (
    <>
      {map && (
        <section className="panel open__map" aria-labelledby="open-map">
          <div className="open__picture">
            <MapPicture doc={map} />
          </div>
          <div className="open__words">
            <span className="chip chip--brand">{t(`kind.${map.kind}`)}</span>
            <h2 id="open-map">{inLang(map.title, lang) || t('map.noText')}</h2>
            <p className="muted num">
              {t('atlas.stages', { count: map.stages.length })} · {t('atlas.steps', { count: map.stages.reduce((sum, stage) => sum + stage.steps.length, 0) })} · {t('new.cards', { count: map.cards.length })}
            </p>
            <ol className="open__stages">
              {map.stages.slice(0, 12).map((stage) => (
                <li key={stage.id}>{inLang(stage.name, lang)}</li>
              ))}
            </ol>
          </div>
        </section>
      )}
      {broken && (
        <Note kind="error" title={t('open.broken')}>
          <ul className="remarks">
            {problems.map((problem, i) => (
              <li key={i}>
                <Remark remark={problem} doc={map} />
              </li>
            ))}
          </ul>
        </Note>
      )}
      {over !== undefined && <Changes changes={changes} lang={pageLang} />}
      {(!broken || notes.length > 0) && <Losses notes={notes} lang={pageLang} />}
      {save.error && <Trouble error={save.error} />}
      <div className="open__actions">
        <Button
          look="primary"
          icon="check"
          label={save.isPending ? t('open.saving') : over === undefined ? t('open.save') : t('open.saveOver')}
          disabled={broken || save.isPending}
          title={broken ? t('open.brokenText') : undefined}
          onClick={() => save.mutate()}
        />
      </div>
    </>
  );
}

/** What the edited file does to the map it was written from. */
function Changes({ changes, lang }: { changes: ChangeLine[]; lang: Lang }) {
  const { t } = useText();
  if (changes.length === 0) return <Note title={t('open.noChanges')} />;
  return (
    <section className="panel open__notes" aria-labelledby="open-changes">
      <h2 id="open-changes">{t('open.changes', { count: changes.length, shown: formatCount(changes.length, lang) })}</h2>
      <ul className="open__changes">
        {changes.map((change, i) => (
          <li key={i} className="difference">
            <DifferenceLine what={change.what} text={inLang(change.text, lang)} details={change.details?.map((detail) => inLang(detail, lang))} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const notesShown = 12;

/** What was left out or read otherwise than it may look. */
function Losses({ notes, lang }: { notes: FormatNote[]; lang: Lang }) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  if (notes.length === 0) return <Note kind="ok" title={t('open.nothingLost')} />;
  const shown = all ? notes : notes.slice(0, notesShown);
  return (
    <section className="panel open__notes" aria-labelledby="open-notes">
      <h2 id="open-notes">
        <Icon name="warning" size={18} /> {t('open.lost', { count: notes.length, shown: formatCount(notes.length, lang) })}
      </h2>
      <ul>
        {shown.map((note, i) => (
          <li key={i}>
            <span className="muted">{inLang(note.place, lang)}</span>
            <span>{inLang(note.text, lang)}</span>
          </li>
        ))}
      </ul>
      {notes.length > notesShown && !all && <Button small look="quiet" label={t('open.allNotes')} onClick={() => setAll(true)} />}
    </section>
  );
}
