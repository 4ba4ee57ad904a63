/** The words of a line of a Corefile, without the brace that opens. */
const wordsOf = (line: string): string =>
  line
    .trim()
    .replace(/\s*\{$/, '')
    .split(/\s+/)
    .join(' ');

/** The Corefile in which what is forwarded to `was` goes to `now`; undefined: no line of it does so. */
export function withForward(corefile: string, was: string, now: string): string | undefined {
  const lines = corefile.split('\n');
  const at = lines.findIndex((line) => /^(forward|proxy)\b/.test(wordsOf(line)) && wordsOf(line).endsWith(` ${was}`));
  const line = lines[at];
  if (line === undefined) return undefined;
  const [indent = ''] = /^\s*/.exec(line) ?? [];
  const [plugin, from] = wordsOf(line).split(' ');
  const made = `${indent}${plugin ?? ''} ${from ?? ''} ${now}${line.trimEnd().endsWith('{') ? ' {' : ''}`;
  return lines.with(at, made).join('\n');
}

/** The Corefile in which a plugin that begins with `line` leaves to others what it does not know; undefined: it has no such line. */
export function withFallthrough(corefile: string, line: string): string | undefined {
  const lines = corefile.split('\n');
  const at = lines.findIndex((each) => wordsOf(each) === line);
  const own = lines[at];
  if (own === undefined) return undefined;
  const [indent = ''] = /^\s*/.exec(own) ?? [];
  const added = `${indent}  fallthrough`;
  if (own.trimEnd().endsWith('{')) return lines.toSpliced(at + 1, 0, added).join('\n');
  return lines.toSpliced(at, 1, `${own.trimEnd()} {`, added, `${indent}}`).join('\n');
}
