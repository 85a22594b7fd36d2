import type { MapDocument, MapKind, MapState } from '../../../api/types';
import { useText } from '../../../app/i18n';
import { inLang } from '../../../lib/localtext';
import { Field, Segmented } from '../../../ui';
import { ChoiceCards } from '../../../ui/ChoiceCards';
import { said } from '../change';
import type { Start } from '../useStart';

const kinds: readonly MapKind[] = ['customer', 'user', 'employee'];

/** Whom the map is for and what will be decided with it. */
export function Purpose({ start, doc }: { start: Start; doc: MapDocument }) {
  const { t, lang } = useText();
  const prose = (field: 'title' | 'scenario' | 'purpose' | 'department') => ({
    value: inLang(doc[field], lang),
    onChange: (event: { target: { value: string } }) => {
      const { value } = event.target;
      start.change((map) => ({ ...map, [field]: said(map[field], lang, value) }));
    },
  });
  return (
    <div className="start-form">
      <Field label={t('start.purpose.name')}>
        <input className="input" maxLength={200} placeholder={t('start.purpose.nameHint')} {...prose('title')} />
      </Field>
      <ChoiceCards<MapKind>
        legend={t('atlas.byKind')}
        name="kind"
        value={doc.kind}
        choices={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`), hint: t(`start.purpose.kind_${kind}`) }))}
        onChange={(kind) => start.change((map) => ({ ...map, kind }))}
      />
      <Field label={t('start.purpose.scenario')}>
        <textarea className="input" rows={2} placeholder={t('start.purpose.scenarioHint')} {...prose('scenario')} />
      </Field>
      <Field label={t('start.purpose.purpose')}>
        <textarea className="input" rows={2} placeholder={t('start.purpose.purposeHint')} {...prose('purpose')} />
      </Field>
      <div className="start-form__row">
        <Field label={t('start.purpose.department')}>
          <input className="input" maxLength={200} placeholder={t('start.purpose.departmentHint')} {...prose('department')} />
        </Field>
        <div className="field">
          <span aria-hidden="true">{t('atlas.byState')}</span>
          <Segmented<MapState>
            label={t('atlas.byState')}
            value={doc.state}
            choices={(['as_is', 'to_be'] as const).map((state) => ({ value: state, label: t(`mapState.${state}`) }))}
            onChange={(state) => start.change((map) => ({ ...map, state }))}
          />
        </div>
      </div>
    </div>
  );
}
