import { type Ip, parseIp, type Port } from '../../net/ip.ts';
import type { NameServer } from '../dns/dns-answers.ts';
import { type Directive, isInZoneOf, zoneHolding, zoneName } from './parse-corefile.ts';
import { FAILS, type Link, type Placed, zonesOf } from './question.ts';

/**
 * Whom a server asks about what it does not know. `zone`: the names it asks them about; `tcp`: it asks the servers of its own host
 * by TCP, whatever it was asked by itself.
 */
export type Upstream = { readonly zone: string } & (
  | { readonly kind: 'RESOLV_CONF'; readonly tcp?: true }
  | { readonly kind: 'SERVER'; readonly ip: Ip; readonly port: Port; readonly protocol: 'TCP' | 'UDP' }
  /** One that is named, or asked over HTTPS. */
  | { readonly kind: 'OTHER'; readonly text: string }
);

/**
 * The forward plugin. A server that gives no answer makes it ask the next one.
 * Simplification: servers are asked in the order they are written; forward begins with any of them.
 * // CoreDNS v1.12 plugin/forward forward.go, setup.go
 */
export function forwarding(placed: Placed, ask: (upstream: Upstream) => NameServer): Link {
  const { from, except, to } = readForward(placed);
  return (question, next) => {
    const { name, type } = question;
    if (!isInZoneOf(from, name) || zoneHolding(except, name) !== undefined) return next(question);
    for (const upstream of to) {
      const answer = ask(upstream)(name, type);
      if (answer.rcode !== 'SERVFAIL') return answer;
    }
    return FAILS;
  };
}

interface Forward {
  readonly from: string;
  readonly except: readonly string[];
  readonly to: readonly Upstream[];
}

/** What a forward plugin is told. */
export function readForward({ block, directive }: Placed): Forward {
  const { args, lines } = directive;
  const [from = '.', ...to] = args;
  const own = zoneName(from);
  const [zone = own] = own === '.' ? zonesOf(block) : [own];
  const tcp = lines.some(([word]) => word === 'force_tcp');
  return {
    from: own,
    except: lines.filter(([word]) => word === 'except').flatMap(([, ...names]) => names.map(zoneName)),
    to: to.map((text) => readUpstream(text, zone, tcp)),
  };
}

/** The forward plugins of a block. */
export const forwardsOf = (directives: readonly Directive[]): readonly Directive[] =>
  directives.filter(({ plugin }) => plugin === 'forward' || plugin === 'proxy');

const SERVER =
  /^(?:(?<scheme>dns|tls):\/\/)?(?:\[(?<six>[^\]]+)\]|(?<four>[\d.]+)|(?<bare>[\da-f:]+))(?::(?<port>\d{1,5}))?(?:%.*)?$/i;

function readUpstream(text: string, zone: string, tcp: boolean): Upstream {
  if (text.startsWith('/')) return { kind: 'RESOLV_CONF', zone, ...(tcp ? { tcp } : {}) };
  const { scheme, six, four, bare, port } = SERVER.exec(text)?.groups ?? {};
  const ip = parseIp(six ?? four ?? bare ?? '');
  if (ip === undefined) return { kind: 'OTHER', zone, text };
  const secure = scheme?.toLowerCase() === 'tls';
  return {
    kind: 'SERVER',
    zone,
    ip,
    port: port === undefined ? (secure ? 853 : 53) : Number(port),
    protocol: secure || tcp ? 'TCP' : 'UDP',
  };
}
