import './views.css';
import type { RefObject } from 'react';
import type { MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { useMapStore, useWritable } from '../../live';
import { Button, Empty } from '../../ui';
import { Blueprint } from './Blueprint';
import type { Narrowed } from './narrow';
import type { ViewSearch } from './state';
import { TableView } from './TableView';

/** The layouts that are not the grid. */
export function ViewBody({ doc, part, search, onSearch, openCard, onOpen, scroller }: {
  /** The whole map: what a card refers to is found in it, whatever the view leaves out. */
  doc: MapDocument;
  part: Narrowed;
  search: ViewSearch;
  onSearch: (change: ViewSearch) => void;
  openCard?: string;
  onOpen: (card: string) => void;
  scroller: RefObject<HTMLDivElement | null>;
}) {
  const { lang } = useText();
  const store = useMapStore();
  const writable = useWritable();
  const onText = writable ? (card: string, text: string) => store.edit.setText('card', card, 'text', lang, text) : undefined;
  const shown = part.doc === doc ? doc : { ...part.doc, personas: doc.personas };
  if (search.view === 'table') return <TableView doc={shown} lanes={part.lanes} keepStep={part.keepStep} search={search} onSearch={onSearch} onOpen={onOpen} onText={onText} />;
  return <Blueprint doc={shown} lanes={part.lanes} keepStep={part.keepStep} openCard={openCard} onOpen={onOpen} scroller={scroller} />;
}

/** Said where a view leaves nothing of the map. */
export function NothingShown({ doc, search, onShowAll }: { doc: MapDocument; search: ViewSearch; onShowAll: () => void }) {
  const { t } = useText();
  const [title, text] =
    doc.stages.length === 0
      ? [t('map.noStages'), t('map.noStagesText')]
      : search.show === 'problems'
        ? [t('map.noProblems'), t('map.noProblemsText')]
        : search.show === 'assumptions'
          ? [t('views.noAssumptions'), t('views.noAssumptionsText')]
          : [t('views.nothing'), t('views.nothingText')];
  return <Empty icon="check" title={title} text={text} actions={doc.stages.length > 0 && <Button label={t('views.showAll')} onClick={onShowAll} />} />;
}
