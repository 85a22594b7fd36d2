import { useMutation } from '@tanstack/react-query';
import { useRef, type ClipboardEvent, type DragEvent } from 'react';
import { apiBase, send } from '../../../api/client';
import type { Card } from '../../../api/types';
import { Trouble } from '../../../app/errors';
import { useText } from '../../../app/i18n';
import { inLang } from '../../../lib/localtext';
import { useMap } from '../../../live';
import { Button } from '../../../ui';
import { LiveText, Part, useSetter } from './fields';

/** Larger pictures are refused before they travel; the server makes what it takes smaller. */
const imageBytesMax = 15_000_000;

export const imageAddress = (map: string, image: string) => `${apiBase}/maps/${encodeURIComponent(map)}/images/${encodeURIComponent(image)}`;

/** A picture on a card: chosen, dropped or pasted; one of those the map has already; and what it shows, in words. */
export function ImagePart({ card }: { card: Card }) {
  const { t, lang } = useText();
  const map = useMap();
  const set = useSetter({ kind: 'card', id: card.id });
  const input = useRef<HTMLInputElement>(null);
  const sending = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > imageBytesMax) throw new Error(t('edit.imageTooLarge'));
      return send<{ image: { id: string } }>(`/maps/${encodeURIComponent(map.id)}/images`, file);
    },
    onSuccess: ({ image }) => set('image', image.id),
  });
  const take = (files: FileList | undefined | null) => {
    const file = [...(files ?? [])].find((one) => one.type.startsWith('image/'));
    if (file) sending.mutate(file);
    return file !== undefined;
  };
  const onPaste = (event: ClipboardEvent) => {
    if (take(event.clipboardData.files)) event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  const images = map.images ?? [];
  return (
    <Part title={t('edit.image')} icon="images">
      {/* Takes what is pasted or dropped on any of the controls inside. */}
      <div className="edit-image" onPaste={onPaste} onDrop={onDrop} onDragOver={(event) => event.preventDefault()}>
        {card.image && <img src={imageAddress(map.id, card.image)} alt={inLang(images.find((one) => one.id === card.image)?.alt, lang)} />}
        <div className="edit-image__tools">
          <Button small icon="upload" label={sending.isPending ? t('edit.imageSending') : t('edit.imageChoose')} disabled={sending.isPending} onClick={() => input.current?.click()} />
          {card.image && <Button small look="quiet" icon="trash" label={t('edit.imageRemove')} onClick={() => set('image', undefined)} />}
          <input ref={input} type="file" accept="image/png,image/jpeg,image/svg+xml,image/webp,image/gif" hidden onChange={(event) => take(event.target.files)} />
        </div>
        <p className="edit-field__hint">{t('edit.imageHint')}</p>
      </div>
      {sending.error && <Trouble error={sending.error} />}
      {images.length > 0 && (
        <ul className="edit-image__all" aria-label={t('edit.imagesOfMap')}>
          {images.map((image) => (
            <li key={image.id}>
              <button type="button" aria-pressed={image.id === card.image} aria-label={inLang(image.alt, lang) || image.id} onClick={() => set('image', image.id === card.image ? undefined : image.id)}>
                <img src={imageAddress(map.id, image.id)} alt="" loading="lazy" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {card.image && <LiveText of={{ kind: 'image', id: card.image }} field="alt" lang={lang} label={t('edit.imageAlt')} />}
    </Part>
  );
}
