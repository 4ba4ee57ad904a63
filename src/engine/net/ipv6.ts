const GROUPS = 8;
const GROUP_BITS = 16n;
const GROUP = /^[0-9a-f]{1,4}$/i;

/**
 * The address as an unsigned integer; undefined when the text is none. RFC 4291 2.2: eight groups, where "::" stands for one or
 * more groups of zeros, and an IPv4 address may stand for the last two. `quad` reads that: its number, or undefined.
 */
export function parseIpv6(text: string, quad: (text: string) => number | undefined): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const before = readGroups(head, tail === undefined ? quad : undefined);
  const after = readGroups(tail ?? '', quad);
  if (before === undefined || after === undefined) return undefined;
  const zeros = GROUPS - before.length - after.length;
  if (tail === undefined ? zeros !== 0 : zeros < 1) return undefined;
  const between = Array.from({ length: zeros }, () => 0);
  return [...before, ...between, ...after].reduce((bits, group) => (bits << GROUP_BITS) | BigInt(group), 0n);
}

/** undefined: some of it is no group. Without `quad` no IPv4 address may end it. */
function readGroups(text: string, quad?: (text: string) => number | undefined): readonly number[] | undefined {
  const groups: number[] = [];
  const words = text === '' ? [] : text.split(':');
  for (const [at, word] of words.entries()) {
    const number = at === words.length - 1 && word.includes('.') ? quad?.(word) : undefined;
    if (number !== undefined) groups.push(number >>> 16, number & 0xffff);
    else if (GROUP.test(word)) groups.push(Number.parseInt(word, 16));
    else return undefined;
  }
  return groups;
}

/** As RFC 5952 4 has it: lower case, no leading zeros, "::" for the first of the longest runs of two or more zeros. */
export function formatIpv6(bits: bigint): string {
  const groups = Array.from({ length: GROUPS }, (_, at) =>
    Number((bits >> (GROUP_BITS * BigInt(GROUPS - 1 - at))) & 0xffffn),
  );
  let start = 0;
  let length = 1;
  let run = 0;
  for (const [at, group] of groups.entries()) {
    run = group === 0 ? run + 1 : 0;
    if (run > length) {
      length = run;
      start = at + 1 - run;
    }
  }
  const written = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (length === 1) return written(groups);
  return `${written(groups.slice(0, start))}::${written(groups.slice(start + length))}`;
}
