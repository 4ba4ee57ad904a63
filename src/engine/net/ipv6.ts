const GROUPS = 8;
const GROUP = /^[0-9a-f]{1,4}$/i;

/**
 * The eight groups of an IPv6 address as text has it; undefined when it is none. The last two may be a dotted quad, which
 * `quadGroups` reads. No brackets, no zone.
 */
// RFC 4291, section 2.2
export function parseIpv6(
  text: string,
  quadGroups: (quad: string) => readonly number[] | undefined,
): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const read = halves.map((half, at) => readGroups(half, at === halves.length - 1 ? quadGroups : undefined));
  const [head, tail] = read;
  if (head === undefined || read.includes(undefined)) return undefined;
  if (halves.length === 1) return head.length === GROUPS ? head : undefined;
  const zeros = GROUPS - head.length - (tail?.length ?? 0);
  return zeros < 1 ? undefined : [...head, ...Array.from({ length: zeros }, () => 0), ...(tail ?? [])];
}

function readGroups(
  text: string,
  quadGroups: ((quad: string) => readonly number[] | undefined) | undefined,
): readonly number[] | undefined {
  const groups: number[] = [];
  if (text === '') return groups;
  const parts = text.split(':');
  for (const [at, part] of parts.entries()) {
    const quad = at === parts.length - 1 && part.includes('.') ? quadGroups?.(part) : undefined;
    if (quad !== undefined) groups.push(...quad);
    else if (GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/** Eight groups in their one canonical spelling: lower case, the first of the longest runs of zeros left out. */
// RFC 5952
export function formatIpv6(groups: readonly number[]): string {
  let [best, length] = [0, 1];
  let run = 0;
  groups.forEach((group, at) => {
    run = group === 0 ? run + 1 : 0;
    if (run > length) [best, length] = [at - run + 1, run];
  });
  const text = groups.map((group) => group.toString(16));
  if (length === 1) return text.join(':');
  return `${text.slice(0, best).join(':')}::${text.slice(best + length).join(':')}`;
}
