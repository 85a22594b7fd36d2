import './templates.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '../../api/client';
import { templateQuery } from '../../api/mapQueries';
import type { Persona } from '../../api/types';
import { NotFoundPage, Trouble } from '../../app/errors';
import { useText } from '../../app/i18n';
import enTraits from '../../app/text/en/traits';
import ruTraits from '../../app/text/ru/traits';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { Button, buttonClass, Icon, Loading, Segmented } from '../../ui';
import { Markdown } from '../../ui/Markdown';
import { save } from '../export/useDownload';

const route = getRouteApi('/templates/$id');

/** A persona's or an interview's sheet: to read, to print, to take along. */
export function SheetPage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { t, lang: pageLang } = useText();
  const lang = search.lang ?? pageLang;
  const { data, error, refetch } = useQuery(templateQuery(id, lang));
  const title = inLang(data?.template.title, lang);
  useEffect(() => {
    document.title = `${title || t('new.title')} · ${t('shell.name')}`;
  }, [title, t]);
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  return (
    <div className="sheet-page">
      <div className="sheet-tools">
        <Link to="/new" search={{ shelf: data && data.template.of !== 'map' ? data.template.of : undefined }} className={buttonClass({ look: 'quiet' })}>
          <Icon name="back" size={17} />
          {t('new.all')}
        </Link>
        <Segmented<Lang>
          label={t('new.sheetLang')}
          value={lang}
          choices={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(value) => void navigate({ search: { lang: value }, replace: true })}
        />
        {data?.text !== undefined && <Button icon="download" label="Markdown" onClick={() => save(new Blob([data.text ?? ''], { type: 'text/markdown' }), `${id}.${lang}.md`)} />}
        {data?.template.of === 'map' ? (
          <Link to="/new" search={{ template: id }} className={buttonClass({ look: 'primary' })}>
            {t('new.create')}
          </Link>
        ) : (
          <Button look="primary" icon="document" label={t('new.print')} onClick={() => window.print()} />
        )}
      </div>
      {error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading label={t('common.loading')} rows={9} />}
      {data && (
        <article className="panel sheet" lang={lang}>
          {data.text !== undefined ? <Markdown text={data.text} /> : data.persona ? <PersonaSheet persona={data.persona} lang={lang} /> : <h1>{title}</h1>}
        </article>
      )}
    </div>
  );
}

/** A sheet may be in another language than the page. */
const traitWords = { ru: ruTraits.trait, en: enTraits.trait };

/** The questions of a persona with room for the answers. */
function PersonaSheet({ persona, lang }: { persona: Persona; lang: Lang }) {
  const summary = inLang(persona.summary, lang);
  const story = inLang(persona.story, lang);
  return (
    <>
      <h1>{inLang(persona.name, lang)}</h1>
      {summary && <p className="sheet__ask">{summary}</p>}
      <table className="sheet__traits">
        <tbody>
          {persona.traits?.map((trait) => (
            <tr key={trait.id}>
              <th scope="row">{traitWords[lang][trait.kind]}</th>
              <td>{inLang(trait.text, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {story && <p className="sheet__ask sheet__ask--tall">{story}</p>}
    </>
  );
}
