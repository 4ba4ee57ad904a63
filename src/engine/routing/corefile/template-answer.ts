import { compileBounded } from '../../kubernetes/gateway/read/pattern.ts';
import { parseIp } from '../../net/ip.ts';
import type { NameServer, ServerAnswer } from '../dns/dns-answers.ts';
import type { DnsRecord, Rcode } from '../dns/dns-record.ts';
import { fallsThrough } from './hosts-file.ts';
import { type Directive, lineOf, zoneHolding, zoneName } from './parse-corefile.ts';
import { FAILS, type Link, type Placed, type Question, zonesOf } from './question.ts';

const LONGEST = 500;
const RCODES: ReadonlySet<string> = new Set(['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED'] satisfies Rcode[]);
const RECORD = /^(\S+)\s+(?:\d+\s+)?(?:IN\s+)?(A|AAAA|CNAME)\s+(\S+)$/i;

/**
 * The template plugin: answers made of the question's name. What it makes an alias of is asked of `self`.
 * // CoreDNS v1.12 plugin/template template.go, setup.go
 */
export function templateAnswer({ block, directive }: Placed, self: NameServer): Link {
  const { lines, args } = directive;
  const [, type = 'ANY', ...given] = args;
  const zones = given.length === 0 ? zonesOf(block) : given.map(zoneName);
  const falls = fallsThrough(lines);
  const patterns = lines.filter(([word]) => word === 'match').flatMap(([, ...all]) => all);
  const expressions = (patterns.length === 0 ? ['.*'] : patterns).map((each) => compileBounded(each, LONGEST));
  const rcode = lines.find(([word]) => word === 'rcode')?.[1]?.toUpperCase() ?? 'NOERROR';
  const answers = lines.filter(([word]) => word === 'answer').map(([, ...words]) => words.join(' '));
  return (question, next) => {
    const zone = zoneHolding(zones, question.name);
    const isAsked = type.toUpperCase() === 'ANY' || type.toUpperCase() === question.type;
    if (zone === undefined || !isAsked || !isFollowed(directive)) return next(question);
    for (const compiled of expressions) {
      if ('invalid' in compiled) continue;
      const found = compiled.expression.matcher(question.name);
      if (!found.find()) continue;
      const group = (which: string): string =>
        /^\d+$/.test(which)
          ? Number(which) <= found.groupCount()
            ? (found.group(Number(which)) ?? '')
            : ''
          : (found.group(which) ?? '');
      const records = answers.flatMap((text) => readRecord(fill(text, question, zone, group)));
      const answer: ServerAnswer = {
        rcode: RCODES.has(rcode) ? (rcode as Rcode) : 'SERVFAIL',
        records,
        assumptions: [],
        told: lineOf(directive),
      };
      return withTarget(answer, question, self);
    }
    return falls(question.name) ? next(question) : { ...FAILS, told: lineOf(directive) };
  };
}

const EXPRESSION = /\{\{\s*(?:\.(Name|Zone|Class|Type)|\.Group\.(\w+)|index\s+\.Match\s+(\d+))\s*\}\}/g;

/** True for a template whose answers are made of its names, groups and matches alone. */
export function isFollowed({ lines, args: [zoneClass = 'IN'] }: Directive): boolean {
  if (!/^(IN|ANY)$/i.test(zoneClass)) return false;
  const texts = lines.filter(([word]) => word === 'answer').map(([, ...words]) => words.join(' '));
  return texts.every((text) => !text.replace(EXPRESSION, 'x').includes('{{'));
}

function fill(text: string, { name, type }: Question, zone: string, group: (which: string) => string): string {
  const named: Readonly<Record<string, string>> = { Name: name, Zone: zone, Class: 'IN', Type: type };
  return text.replace(EXPRESSION, (_, word: string | undefined, key: string | undefined, at: string | undefined) =>
    word === undefined ? group(key ?? at ?? '0') : (named[word] ?? ''),
  );
}

function readRecord(text: string): readonly DnsRecord[] {
  const [, owner = '', kind = '', data = ''] = RECORD.exec(text.trim()) ?? [];
  const type = kind.toUpperCase();
  if (type === 'CNAME') return [{ name: zoneName(owner), type, data: zoneName(data) }];
  const ip = parseIp(data);
  return (type === 'A' || type === 'AAAA') && ip !== undefined ? [{ name: zoneName(owner), type, data: ip }] : [];
}

function withTarget(answer: ServerAnswer, { type }: Question, self: NameServer): ServerAnswer {
  const [alias] = answer.records;
  if (alias?.type !== 'CNAME' || type === 'CNAME' || answer.records.length > 1) return answer;
  const target = self(alias.data, type);
  return { ...answer, records: [alias, ...target.records], assumptions: target.assumptions };
}
