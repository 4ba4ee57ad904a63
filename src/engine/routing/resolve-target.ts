import type { Trace } from '../linux/trace.ts';
import { selectSource } from '../linux/walk.ts';
import { createIp, type Ip, type IpFamily, ipFamily } from '../net/ip.ts';
import { explainName, explainServed, explainUnreachableDns } from './cause-name.ts';
import { lookupName } from './lookup-name.ts';
import type { Cause, DnsLookup } from './outcome.ts';
import { resolveOutside } from './outside-names.ts';
import type { Source } from './parse-request.ts';
import { resolverConfig } from './resolver-config.ts';
import { assume, assumeOfCluster, departureOf, nextQueryPort, openConnection, type Run } from './run.ts';

/** The address a request goes to, or why there is none. `trace`: the walk that failed, when one was made. */
export type Resolved =
  | { readonly ok: true; readonly ip: Ip }
  | { readonly ok: false; readonly cause: Cause; readonly trace?: Trace };

const LOCALHOST: Readonly<Record<IpFamily, Ip>> = { 4: createIp('127.0.0.1'), 6: createIp('::1') };

/**
 * Finds the target's address: given, by entry point, from /etc/hosts, from the cluster's DNS (pods: a leg of its own), or
 * as the world outside would answer (nodes and the internet, which do not use the cluster's DNS).
 */
export function resolveTarget(run: Run): Resolved {
  const { target, via, source } = run.request;
  const families = sourceFamilies(source);
  if (via !== undefined) {
    const ip = pickFamily(via.addresses, families);
    return ip === undefined ? { ok: false, cause: explainServed(run, via) } : { ok: true, ip };
  }
  // To connect to the unspecified address is to connect to oneself. Linux net/ipv4/route.c ip_route_output_key_hash_rcu.
  if (target.ip === '0.0.0.0' || target.ip === '::') return { ok: true, ip: LOCALHOST[ipFamily(target.ip)] };
  if (target.ip !== undefined) return { ok: true, ip: target.ip };
  const name = target.host.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost') return { ok: true, ip: LOCALHOST[families[0] ?? 4] };
  if (source.kind !== 'pod') return resolveFromOutside(run, families);
  const own = name === source.pod.name.toLowerCase() ? source.pod.ips[0] : undefined;
  return own === undefined ? resolveInPod(run, families) : { ok: true, ip: own };
}

function resolveFromOutside(run: Run, families: readonly IpFamily[]): Resolved {
  const { target } = run.request;
  const { addresses, assumptions } = resolveOutside(run.cluster, target.host);
  assume(run, ...assumptions);
  const ip = pickFamily(addresses, families);
  return ip === undefined ? { ok: false, cause: explainName(run, addresses.length > 0) } : { ok: true, ip };
}

/** One walked query stands for all that a resolver sends for one name; `tried` tells them. */
function resolveInPod(run: Run, families: readonly IpFamily[]): Resolved {
  const { cluster, network, request, legs } = run;
  if (request.source.kind !== 'pod') throw new Error('only a pod has a resolv.conf');
  const config = resolverConfig(cluster, request.source.pod);
  const types = families.map((family) => (family === 4 ? 'A' : 'AAAA'));
  const found = lookupName(cluster, config, request.target.host, types);
  // A resolver leaves out servers of a family it has no socket for.
  const server = config.nameservers.find((ip) => families.includes(ipFamily(ip)));
  if (server === undefined) return { ok: false, cause: explainUnreachableDns(run) };
  if (config.ofNode) {
    const message = `The pod uses its node's resolver, which the input does not name; ${server} stands for it.`;
    assume(run, { code: 'NODE_RESOLVER_ASSUMED', message });
  }
  const flow = {
    protocol: 'UDP' as const,
    sourceIP: selectSource(network, request.source.namespace, server) ?? request.source.pod.ips[0] ?? LOCALHOST[4],
    sourcePort: nextQueryPort(run),
    destinationIP: server,
    destinationPort: 53,
  };
  const walked = openConnection(run, departureOf(run), flow);
  const answered = succeeded(walked.request) && (walked.reply === undefined || succeeded(walked.reply));
  const ip = pickAddress(run, found.addresses, families);
  const lookup: DnsLookup = {
    question: request.target.host,
    type: ip !== undefined && ipFamily(ip) === 6 ? 'AAAA' : 'A',
    tried: answered ? found.tried : found.tried.slice(0, 1),
    rcode: answered ? found.rcode : 'SERVFAIL',
    addresses: answered ? found.addresses : [],
    aliases: answered ? found.aliases : [],
    server,
  };
  legs.push({ kind: 'DNS', lookup, ...walked });
  if (!config.ofNode) assumeOfCluster(run, 'CLUSTER_DNS_ASSUMED');
  if (!answered) return { ok: false, cause: explainUnreachableDns(run, walked.request), trace: walked.request };
  assume(run, ...found.assumptions);
  return ip === undefined ? { ok: false, cause: explainName(run, found.rcode === 'NOERROR') } : { ok: true, ip };
}

function succeeded({ disposition }: Trace): boolean {
  return disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK';
}

/** Round robin among the addresses of the family the client prefers: a random choice. Simplification: no happy eyeballs. */
function pickAddress(run: Run, addresses: readonly Ip[], families: readonly IpFamily[]): Ip | undefined {
  const family = families.find((each) => addresses.some((ip) => ipFamily(ip) === each));
  const usable = [...new Set(addresses)].filter((ip) => ipFamily(ip) === family);
  return usable.length < 2 ? usable[0] : usable[run.choose(usable.map(() => 1))];
}

function pickFamily(addresses: readonly Ip[], families: readonly IpFamily[]): Ip | undefined {
  for (const family of families) {
    const found = addresses.find((ip) => ipFamily(ip) === family);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Families the source has addresses of, the one it prefers first. */
function sourceFamilies(source: Source): readonly IpFamily[] {
  if (source.kind === 'wire') return [ipFamily(source.ip)];
  if (source.kind === 'internet') return source.ip === undefined ? [4, 6] : [ipFamily(source.ip)];
  const ips = source.kind === 'pod' ? source.pod.ips : source.node.ips;
  const families = [...new Set(ips.map(ipFamily))];
  return families.length > 0 ? families : [4];
}
