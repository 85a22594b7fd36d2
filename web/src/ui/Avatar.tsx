import './avatar.css';

const first = (word: string | undefined) => [...(word ?? '')][0] ?? '';

/** The first letters of the first and the last word of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return (first(words[0]) + (words.length > 1 ? first(words[words.length - 1]) : '')).toLocaleUpperCase();
}

/** Black or white, whichever is read better on a colour `#rrggbb` (relative luminance of WCAG 2.2). */
export function inkOn(colour: string): '#000' | '#fff' {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
}

/** A person as initials on their colour. The name stands beside it or in the label of what holds it. */
export function Avatar({ name, colour, size = 32 }: { name: string; colour?: string; size?: number }) {
  const known = colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour);
  return (
    <span className="avatar" aria-hidden="true" style={{ width: size, height: size, fontSize: size * 0.4, ...(known ? { background: colour, color: inkOn(colour) } : {}) }}>
      {initials(name)}
    </span>
  );
}
