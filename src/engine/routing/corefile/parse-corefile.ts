import type { Port } from '../../net/ip.ts';

/** A plugin of a server block with what it is told. */
export interface Directive {
  readonly plugin: string;
  readonly args: readonly string[];
  /** The words of each line in its braces. */
  readonly lines: readonly (readonly string[])[];
}

/** Where a server block listens, and for which names: in lower case and with a dot at the end; "." is every name. */
export interface ServedZone {
  readonly name: string;
  readonly port: Port;
}

/** A server block: its zones, and its plugins as they are written. */
export interface ServerBlock {
  readonly zones: readonly ServedZone[];
  readonly directives: readonly Directive[];
}

/** The texts that an "import" brings in, by what it names. */
export type Imported = (pattern: string) => readonly string[];

type Words = readonly string[];

/** Texts import texts so deep at most. */
const DEEPEST = 5;

/**
 * The server blocks of a Corefile, in their order. A line that belongs to none is left out.
 * // CoreDNS v1.12: corefile(5); the file is read by caddy v1 caddyfile/lexer.go, parse.go
 */
export function parseCorefile(text: string, imported: Imported): readonly ServerBlock[] {
  const blocks: ServerBlock[] = [];
  const lines = expand(text, imported, 0);
  let keys: Words = [];
  for (let at = 0; at < lines.length; ) {
    const words = lines[at] ?? [];
    at += 1;
    if (words.at(-1) !== '{') {
      keys = [...keys, ...words];
      continue;
    }
    const body = bodyFrom(lines, at);
    at = body.end;
    const zones = [...keys, ...words.slice(0, -1)].flatMap((key) => key.split(',').filter(Boolean));
    keys = [];
    blocks.push({ zones: zones.flatMap(readZone), directives: readDirectives(body.lines) });
  }
  return blocks;
}

/** The lines up to the brace that closes, and where what follows begins. */
function bodyFrom(lines: readonly Words[], start: number): { readonly lines: readonly Words[]; readonly end: number } {
  let depth = 1;
  let at = start;
  for (; at < lines.length && depth > 0; at += 1) {
    const words = lines[at] ?? [];
    if (words[0] === '}') depth -= 1;
    if (words.at(-1) === '{') depth += 1;
  }
  return { lines: lines.slice(start, depth === 0 ? at - 1 : at), end: at };
}

function readDirectives(lines: readonly Words[]): readonly Directive[] {
  const found: Directive[] = [];
  for (let at = 0; at < lines.length; ) {
    const [plugin = '', ...args] = lines[at] ?? [];
    at += 1;
    if (args.at(-1) !== '{') {
      found.push({ plugin, args, lines: [] });
      continue;
    }
    const body = bodyFrom(lines, at);
    at = body.end;
    found.push({ plugin, args: args.slice(0, -1), lines: body.lines });
  }
  return found;
}

/** The words of all lines; snippets and imports stand where they are imported. */
function expand(text: string, imported: Imported, depth: number): readonly Words[] {
  const lines = text.split('\n').map(wordsOf);
  const kept: Words[] = [];
  const snippets = new Map<string, readonly Words[]>();
  for (let at = 0; at < lines.length; ) {
    const words = lines[at] ?? [];
    at += 1;
    const [first = '', brace] = words;
    if (!/^\(.+\)$/.test(first) || brace !== '{') {
      if (words.length > 0) kept.push(words);
      continue;
    }
    const body = bodyFrom(lines, at);
    at = body.end;
    snippets.set(
      first.slice(1, -1),
      body.lines.filter(({ length }) => length > 0),
    );
  }
  return kept.flatMap((words) => {
    const [first, name = ''] = words;
    if (first !== 'import') return [words];
    const own = snippets.get(name);
    if (own !== undefined) return own;
    return depth === DEEPEST ? [] : imported(name).flatMap((each) => expand(each, imported, depth + 1));
  });
}

/** The words of a line: what is in quotes is one, what follows a # is none. */
function wordsOf(line: string): Words {
  const words: string[] = [];
  for (const [, quoted, plain = ''] of line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)) {
    if (quoted === undefined && plain.startsWith('#')) break;
    words.push(quoted === undefined ? plain : quoted.replaceAll('\\"', '"'));
  }
  return words;
}

/** Ports by the scheme of a key. // CoreDNS v1.12 plugin/pkg/transport */
const PORTS: Readonly<Record<string, Port>> = { dns: 53, tls: 853, quic: 853, grpc: 443, https: 443 };

function readZone(key: string): readonly ServedZone[] {
  const { scheme = 'dns', rest = '' } = /^(?:(?<scheme>\w+):\/\/)?(?<rest>.*)$/.exec(key)?.groups ?? {};
  const port = /:(\d{1,5})$/.exec(rest)?.[1];
  const name = port === undefined ? rest : rest.slice(0, -port.length - 1);
  return [{ name: zoneName(name), port: port === undefined ? (PORTS[scheme] ?? 53) : Number(port) }];
}

/** In lower case, with a dot at the end. */
export function zoneName(text: string): string {
  const name = text.toLowerCase();
  return name.endsWith('.') ? name : `${name}.`;
}

/** True for a fully qualified name of the zone, which is written as `zoneName` has it. */
export function isInZoneOf(zone: string, name: string): boolean {
  return zone === '.' || name === zone || name.endsWith(`.${zone}`);
}

/** The longest of the zones that holds the name; undefined: none does. */
export function zoneHolding(zones: readonly string[], name: string): string | undefined {
  return zones.filter((zone) => isInZoneOf(zone, name)).toSorted((a, b) => b.length - a.length)[0];
}

/** A plugin's first line, as it is written but for blanks. */
export const lineOf = ({ plugin, args }: Directive): string => [plugin, ...args].join(' ');
