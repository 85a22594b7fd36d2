/** An id inside the quotes of a CSS attribute selector: whatever it holds, it stays a text. */
export const quoted = (id: string): string => `"${id.replace(/["\\\n\r\f\0]/g, (letter) => `\\${(letter.codePointAt(0) ?? 0).toString(16)} `)}"`;
