/** "*" is any number of characters, "?" one: told without a regular expression, which a stranger's pattern could have run for ever. */
export function covers(pattern: string, text: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < text.length) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[from]) && pattern[at] !== '*') {
      at += 1;
      from += 1;
    } else if (pattern[at] === '*') {
      star = at;
      mark = from;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      from = mark;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
