/** What an answer's shares are shares of, in the reader's language. The server words it in English. */
export function splitBase(base: string): { source: string; where?: string } | null {
  const match = /^journeys of ([a-z0-9][a-z0-9_-]*)(?: where (.+))?$/s.exec(base);
  return match?.[1] ? { source: match[1], ...(match[2] ? { where: match[2] } : {}) } : null;
}
