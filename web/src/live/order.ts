/**
 * Places in a list as texts that sort: between any two there is always another, so that moving one record changes one
 * record. An integer part, whose first letter tells how long it is, and a fraction, in base 62. The way of counting is
 * the one widely known as fractional indexing; the server counts the same (`crates/sync/tests/vectors/order.json`).
 */

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const first = 'a0';
const least = `A${'0'.repeat(26)}`;

/** By code points, as the server sorts bytes. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many letters the integer part has, its head among them. */
function integerLength(head: string): number {
  if (head >= 'a' && head <= 'z') return head.charCodeAt(0) - 'a'.charCodeAt(0) + 2;
  if (head >= 'A' && head <= 'Z') return 'Z'.charCodeAt(0) - head.charCodeAt(0) + 2;
  return 0;
}

function integerOf(key: string): string {
  return key.slice(0, integerLength(key.charAt(0)));
}

/** Whether a text is a place: a whole integer part, no other letters, no fraction that ends in the least digit. */
export function isPlace(key: unknown): key is string {
  if (typeof key !== 'string') return false;
  const length = integerLength(key.charAt(0));
  if (length === 0 || key.length < length || key === least) return false;
  return [...key.slice(1)].every((c) => digits.includes(c)) && !(key.length > length && key.endsWith('0'));
}

function fractionBetween(a: string, b: string | null): string {
  if (b !== null) {
    let same = 0;
    while ((a.charAt(same) || '0') === b.charAt(same)) same += 1;
    if (same > 0) return b.slice(0, same) + fractionBetween(a.slice(same), b.slice(same));
  }
  const low = a ? digits.indexOf(a.charAt(0)) : 0;
  const high = b !== null ? digits.indexOf(b.charAt(0)) : digits.length;
  if (high - low > 1) return digits.charAt(Math.round(0.5 * (low + high)));
  if (b !== null && b.length > 1) return b.slice(0, 1);
  return digits.charAt(low) + fractionBetween(a.slice(1), null);
}

function next(integer: string): string | null {
  const head = integer.charAt(0);
  const rest = [...integer.slice(1)];
  for (let i = rest.length - 1; i >= 0; i -= 1) {
    const digit = digits.indexOf(rest[i] ?? '0') + 1;
    if (digit < digits.length) {
      rest[i] = digits.charAt(digit);
      return head + rest.join('');
    }
    rest[i] = '0';
  }
  if (head === 'Z') return first;
  if (head === 'z') return null;
  const grown = String.fromCharCode(head.charCodeAt(0) + 1);
  if (grown > 'a') rest.push('0');
  else rest.pop();
  return grown + rest.join('');
}

function previous(integer: string): string | null {
  const head = integer.charAt(0);
  const rest = [...integer.slice(1)];
  for (let i = rest.length - 1; i >= 0; i -= 1) {
    const digit = digits.indexOf(rest[i] ?? '0') - 1;
    if (digit >= 0) {
      rest[i] = digits.charAt(digit);
      return head + rest.join('');
    }
    rest[i] = 'z';
  }
  if (head === 'a') return 'Zz';
  if (head === 'A') return null;
  const shrunk = String.fromCharCode(head.charCodeAt(0) - 1);
  if (shrunk < 'Z') rest.push('z');
  else rest.pop();
  return shrunk + rest.join('');
}

/** A place after `after` and before `before`; `null` is the beginning or the end. Where there is none, after `after`. */
export function between(after: string | null, before: string | null): string {
  const a = isPlace(after) ? after : null;
  const b = isPlace(before) && (a === null || a < before) ? before : null;
  if (a === null) {
    if (b === null) return first;
    const integer = integerOf(b);
    const fraction = b.slice(integer.length);
    if (integer === least) return integer + fractionBetween('', fraction);
    if (integer < b) return integer;
    return previous(integer) ?? least;
  }
  const integer = integerOf(a);
  const fraction = a.slice(integer.length);
  if (b === null) return next(integer) ?? integer + fractionBetween(fraction, null);
  const other = integerOf(b);
  if (integer === other) return integer + fractionBetween(fraction, b.slice(other.length));
  const larger = next(integer);
  return larger !== null && larger < b ? larger : integer + fractionBetween(fraction, null);
}

/** `n` places in order, spread between the two. */
export function spread(a: string | null, b: string | null, n: number): string[] {
  if (n <= 0) return [];
  if (n === 1) return [between(a, b)];
  if (b === null) {
    const keys: string[] = [];
    for (let last = a; keys.length < n; ) keys.push((last = between(last, null)));
    return keys;
  }
  const half = Math.floor(n / 2);
  const middle = between(a, b);
  return [...spread(a, middle, half), middle, ...spread(middle, b, n - half - 1)];
}
