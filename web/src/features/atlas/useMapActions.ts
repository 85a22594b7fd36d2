import { useMutation, useQueryClient } from '@tanstack/react-query';
import { editMap } from '../../api/edit';
import { call, callFile, apiBase } from '../../api/client';
import type { MapDocument, MapSummary, Written } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { zip } from '../../lib/zip';
import { save } from '../export/useDownload';

const address = (map: MapSummary) => `/maps/${encodeURIComponent(map.id)}`;

/** What is put into several maps at once; what is left out stays as it is in each. */
export interface SharedFields {
  owner?: string;
  department?: string;
  review_date?: string;
}

/** Fields people fill in for the whole map, the others as they were. */
export function withFields(doc: MapDocument, fields: SharedFields, lang: string): MapDocument {
  const next = { ...doc };
  if (fields.owner) next.owner = fields.owner;
  if (fields.department) next.department = { ...doc.department, [lang]: fields.department };
  if (fields.review_date) next.review_date = fields.review_date;
  return next;
}

/** Duplicate, archive, download, and fields of several maps. One after the other: a server has other people too. */
export function useMapActions() {
  const { lang } = useText();
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: ['maps'] });
  const duplicate = useMutation({
    mutationFn: (map: MapSummary) => call<Written>('POST', `${address(map)}/duplicate`),
    onSettled: again,
  });
  const archive = useMutation({
    mutationFn: async ({ maps, archived }: { maps: MapSummary[]; archived: boolean }) => {
      for (const map of maps) await call('PATCH', address(map), { archived });
    },
    onSettled: again,
  });
  const change = useMutation({
    mutationFn: async ({ maps, fields }: { maps: MapSummary[]; fields: SharedFields }) => {
      for (const map of maps) await editMap(queries, map.id, (doc) => withFields(doc, fields, lang));
    },
    onSettled: again,
  });
  const exportMaps = useMutation({
    mutationFn: async (maps: MapSummary[]) => {
      const files: { name: string; blob: Blob }[] = [];
      for (const map of maps) files.push({ name: `${map.id}.tropa.json`, blob: await callFile(`${apiBase}${address(map)}/export?format=json`) });
      const [only] = files;
      if (!only) return;
      if (files.length === 1) return save(only.blob, only.name);
      const entries = await Promise.all(files.map(async ({ name, blob }) => ({ name, bytes: new Uint8Array(await blob.arrayBuffer()) })));
      const first = maps[0] as MapSummary;
      save(new Blob([zip(entries)], { type: 'application/zip' }), `${inLang(first.title, lang).slice(0, 40)} + ${files.length - 1}.zip`);
    },
  });
  return { duplicate, archive, change, exportMaps };
}
