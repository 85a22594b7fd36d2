/** Filters as people build them, condition by condition; the expression itself is the server's language. */

export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=';

/** A text as it stands in an expression. */
export function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}

/** A name as it stands in an expression: in backquotes unless it is plain. */
export function plainName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name) ? name : `\`${name}\``;
}

export function condition(name: string, op: Operator, value: string, number: boolean): string {
  return `${plainName(name)} ${op} ${number ? value.trim().replace(',', '.') : quoted(value)}`;
}

/** The parts joined by a top-level `and`. An expression with a top-level `or` is one part: taking one out would change it. */
export function conjuncts(expression: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  let or = false;
  for (let i = 0; i < expression.length; i++) {
    const c = expression.charAt(i);
    if (quote) {
      if (c === '\\') i += 1;
      else if (c === quote) quote = '';
    } else if (c === '"' || c === "'" || c === '`') quote = c;
    else if (c === '(') depth += 1;
    else if (c === ')') depth -= 1;
    else if (depth === 0) {
      const word = /^\s(and|or)\b/i.exec(expression.slice(i));
      if (word?.[1]?.toLowerCase() === 'or') or = true;
      if (word?.[1]?.toLowerCase() === 'and') {
        parts.push(expression.slice(start, i));
        i += word[0].length - 1;
        start = i + 1;
      }
    }
  }
  const whole = expression.trim();
  if (or) return whole ? [whole] : [];
  return [...parts, expression.slice(start)].map((part) => part.trim()).filter(Boolean);
}

export function withCondition(expression: string | undefined, added: string): string {
  const parts = conjuncts(expression ?? '');
  const [only] = parts;
  // A lone part with `or` inside keeps its meaning only in brackets.
  const kept = parts.length === 1 && only && /\sor\s/i.test(only) && !/^\(.*\)$/s.test(only) ? [`(${only})`] : parts;
  return [...kept.filter((part) => part !== added), added].join(' and ');
}

export function withoutCondition(expression: string | undefined, removed: number): string | undefined {
  const left = conjuncts(expression ?? '').filter((_, i) => i !== removed);
  return left.length ? left.join(' and ') : undefined;
}
