/** The messages between page and room: those of y-protocols, and two of ours. One message per frame. */

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

export const message = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, saved: 100, notice: 101 } as const;
export const sync = { step1: 0, step2: 1, update: 2 } as const;

/** Why the room closed the door. */
export const closed = { signedOut: 4401, notAllowed: 4403, noSuchMap: 4404, tooSlow: 4408, tooLarge: 4413 } as const;

export interface Notice {
  kind: 'comments' | 'suggestions' | 'versions' | 'voice' | 'map_deleted' | 'access_changed';
  by?: string;
}

export type Message =
  | { is: 'step1'; vector: Uint8Array }
  | { is: 'step2' | 'update'; update: Uint8Array }
  | { is: 'awareness'; update: Uint8Array }
  | { is: 'queryAwareness' }
  | { is: 'denied'; reason: string }
  | { is: 'saved'; messages: number }
  | { is: 'notice'; notice: Notice }
  | { is: 'unknown' };

export function readMessage(bytes: Uint8Array): Message {
  const from = decoding.createDecoder(bytes);
  switch (decoding.readVarUint(from)) {
    case message.sync: {
      const step = decoding.readVarUint(from);
      const body = decoding.readVarUint8Array(from);
      if (step === sync.step1) return { is: 'step1', vector: body };
      return { is: step === sync.step2 ? 'step2' : 'update', update: body };
    }
    case message.awareness:
      return { is: 'awareness', update: decoding.readVarUint8Array(from) };
    case message.auth:
      decoding.readVarUint(from);
      return { is: 'denied', reason: decoding.readVarString(from) };
    case message.queryAwareness:
      return { is: 'queryAwareness' };
    case message.saved:
      return { is: 'saved', messages: decoding.readVarUint(from) };
    case message.notice:
      return { is: 'notice', notice: JSON.parse(decoding.readVarString(from)) as Notice };
    default:
      return { is: 'unknown' };
  }
}

const write = (fill: (to: encoding.Encoder) => void): Uint8Array<ArrayBuffer> => {
  const to = encoding.createEncoder();
  fill(to);
  return encoding.toUint8Array(to) as Uint8Array<ArrayBuffer>;
};

export const syncMessage = (step: keyof typeof sync, body: Uint8Array) =>
  write((to) => {
    encoding.writeVarUint(to, message.sync);
    encoding.writeVarUint(to, sync[step]);
    encoding.writeVarUint8Array(to, body);
  });

export const awarenessMessage = (update: Uint8Array) =>
  write((to) => {
    encoding.writeVarUint(to, message.awareness);
    encoding.writeVarUint8Array(to, update);
  });

export const deniedMessage = (reason: string) =>
  write((to) => {
    encoding.writeVarUint(to, message.auth);
    encoding.writeVarUint(to, 0);
    encoding.writeVarString(to, reason);
  });

export const savedMessage = (messages: number) =>
  write((to) => {
    encoding.writeVarUint(to, message.saved);
    encoding.writeVarUint(to, messages);
  });

export const noticeMessage = (notice: Notice) =>
  write((to) => {
    encoding.writeVarUint(to, message.notice);
    encoding.writeVarString(to, JSON.stringify(notice));
  });
