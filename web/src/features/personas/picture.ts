/** Pictures of personas: from a file, made small; or a drawn face. */

import type { MapDocument } from '../../api/types';
import { newId } from '../../lib/ids';
import { drawFace, type Face } from './faces';

export type Picture = NonNullable<MapDocument['images']>[number];

/** A sheet prints it 40 mm wide: that is 480 dots at 300 dpi. */
const sidePx = 480;

export const pictureOfFace = (face: Face): Picture => ({ id: newId('image'), media_type: 'image/svg+xml', bytes: btoa(drawFace(face)), alt: {} });

/** The middle of a photograph as a square JPEG: nothing of the camera's notes (place, device) stays in it. */
export async function pictureOfFile(file: File): Promise<Picture> {
  const bitmap = await createImageBitmap(file);
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.min(sidePx, side);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return { id: newId('image'), media_type: 'image/jpeg', bytes: canvas.toDataURL('image/jpeg', 0.86).split(',')[1] ?? '', alt: {} };
}

/** The picture as text, to see whether it is a drawn face. */
export function textOf(picture: Picture | undefined): string {
  if (picture?.media_type !== 'image/svg+xml' || !picture.bytes) return '';
  try {
    return atob(picture.bytes);
  } catch {
    return '';
  }
}
