import { type Ip, ipFamily, parseIp } from '../../net/ip.ts';
import type { ServerAnswer } from '../dns/dns-answers.ts';
import type { DnsRecord } from '../dns/dns-record.ts';
import { addressOfReverseName } from '../dns/reverse-zone.ts';
import { lineOf, zoneHolding, zoneName } from './parse-corefile.ts';
import { FAILS, type Link, type Placed, zonesOf } from './question.ts';

interface Entry {
  readonly ip: Ip;
  /** With their dot. */
  readonly names: readonly string[];
}

/**
 * The hosts plugin: names and addresses stand in its braces, or in a file of the ConfigMap (`files`), as k3s keeps those of its
 * nodes. What it does not know of its zones is SERVFAIL, unless it is told to fall through.
 * // CoreDNS v1.12 plugin/hosts hosts.go, hostsfile.go
 */
export function hostsFile({ block, directive }: Placed, files: Readonly<Record<string, string>>): Link {
  const [path = '', ...zones] = directive.args;
  const file = files[path.slice(path.lastIndexOf('/') + 1)] ?? '';
  const entries = [...directive.lines, ...linesOf(file)].flatMap(readEntry);
  const served = zones.length === 0 ? zonesOf(block) : zones.map(zoneName);
  const falls = fallsThrough(directive.lines);
  const told = lineOf(directive);
  const known = (records: readonly DnsRecord[]): ServerAnswer => ({ rcode: 'NOERROR', records, assumptions: [], told });
  return (question, next) => {
    const { name, type } = question;
    const reverse = type === 'PTR' ? addressOfReverseName(name) : undefined;
    if (reverse !== undefined) {
      const names = entries.filter(({ ip }) => ip === reverse).flatMap((entry) => entry.names);
      return names.length === 0 ? next(question) : known(names.map((data) => ({ name, type: 'PTR', data })));
    }
    if (zoneHolding(served, name) === undefined) return next(question);
    const ips = entries.filter(({ names }) => names.includes(name)).map(({ ip }) => ip);
    if (ips.length === 0) return falls(name) ? next(question) : { ...FAILS, told };
    const family = type === 'A' ? 4 : type === 'AAAA' ? 6 : undefined;
    const wanted = ips.filter((ip) => ipFamily(ip) === family);
    return known(wanted.map((data): DnsRecord => ({ name, type: type as DnsRecord['type'], data })));
  };
}

const linesOf = (text: string): readonly (readonly string[])[] =>
  text.split('\n').map((line) => line.replace(/#.*$/, '').split(/\s+/).filter(Boolean));

function readEntry([address = '', ...names]: readonly string[]): readonly Entry[] {
  const ip = parseIp(address);
  return ip === undefined ? [] : [{ ip, names: names.map(zoneName) }];
}

/** For which names a plugin that knows nothing leaves the answer to the next one. // CoreDNS v1.12 plugin/pkg/fall */
export function fallsThrough(lines: readonly (readonly string[])[]): (name: string) => boolean {
  const line = lines.find(([word]) => word === 'fallthrough');
  if (line === undefined) return () => false;
  const zones = line.slice(1).map(zoneName);
  return (name) => zones.length === 0 || zoneHolding(zones, name) !== undefined;
}
