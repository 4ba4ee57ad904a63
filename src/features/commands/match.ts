/**
 * How well a query fits a text: 0 for not at all, else higher is better. Every letter has to occur in order; letters at the
 * start of a word and letters that follow each other count more.
 */
export function matchScore(query: string, text: string): number {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '');
  const lower = text.toLowerCase();
  if (wanted === '') return 1;
  const direct = lower.indexOf(query.toLowerCase().trim());
  if (direct >= 0) return 1000 - Math.min(direct, 400) + (startsWord(lower, direct) ? 500 : 0);
  let score = 0;
  let from = 0;
  let previous = -2;
  for (const letter of wanted) {
    const at = lower.indexOf(letter, from);
    if (at < 0) return 0;
    score += 1 + (at === previous + 1 ? 4 : 0) + (startsWord(lower, at) ? 6 : 0);
    previous = at;
    from = at + 1;
  }
  return score;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[^a-z0-9]/.test(text[at - 1] ?? '');
}
