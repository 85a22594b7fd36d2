/** New ids of records and maps: short, of letters and digits, by chance. */

const letters = '0123456789abcdefghijklmnopqrstuvwxyz';

/** `card-k3f9x2qa`: 41 bits of chance, enough for all records a map may have. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${prefix}-${Array.from(bytes, (b) => letters[b % letters.length]).join('')}`;
}
