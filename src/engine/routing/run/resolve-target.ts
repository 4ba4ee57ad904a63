import type { Trace } from '../../linux/model/trace.ts';
import type { End } from '../../linux/model/choice.ts';
import { type Ip, type IpFamily, ipFamily } from '../../net/ip.ts';
import { hostsAddresses, LOCALHOST } from '../dns/dns-hosts.ts';
import { isClusterDns } from '../dns/dns-server.ts';
import { walkLookup } from './dns-walk.ts';
import { explanationsOf } from './explanations.ts';
import type { Cause } from '../outcome/outcome.ts';
import { resolveOutside } from '../dns/outside-names.ts';
import type { Source } from './parsed-request.ts';
import { resolverConfig } from '../dns/resolver-config.ts';
import { assume, assumeOfCluster, departureOf } from './run.ts';
import type { Run } from './routing-programs.ts';

/** The address a request goes to, or why there is none. `trace`: the walk that failed, when one was made. */
export type Resolved =
  | { readonly ok: true; readonly ip: Ip }
  | { readonly ok: false; readonly cause: Cause; readonly trace?: Trace };

/**
 * Finds the target's address: given, by entry point, from /etc/hosts, from the cluster's DNS (pods: a leg of its own), or
 * as the world outside would answer (nodes and the internet, which do not use the cluster's DNS).
 */
export function resolveTarget(run: Run): Resolved {
  const { target, via, source } = run.request;
  const families = sourceFamilies(source);
  if (via !== undefined) {
    const ip = pickFamily(via.entry.addresses, families);
    return ip === undefined ? { ok: false, cause: explanationsOf(run.programs).served(run, via) } : { ok: true, ip };
  }
  // To connect to the unspecified address is to connect to oneself. Linux v6.12 net/ipv4/route.c ip_route_output_key_hash_rcu.
  if (target.ip === '0.0.0.0' || target.ip === '::') return { ok: true, ip: LOCALHOST[ipFamily(target.ip)] };
  if (target.ip !== undefined) return { ok: true, ip: target.ip };
  const name = target.host.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost') return { ok: true, ip: LOCALHOST[families[0] ?? 4] };
  if (source.kind !== 'pod') return resolveFromOutside(run, families);
  const known = pickFamily(hostsAddresses(run.cluster, source.pod, name), families);
  return known === undefined ? resolveInPod(run, families) : { ok: true, ip: known };
}

function resolveFromOutside(run: Run, families: readonly IpFamily[]): Resolved {
  const { target, source } = run.request;
  const { addresses, assumptions } = resolveOutside(run.cluster, target.host);
  // What is not of this cluster is somewhere on the internet, where nobody's packet passes by here, or known to nobody there.
  const elsewhere = source.kind === 'internet' && assumptions.length > 0;
  if (elsewhere) return { ok: false, cause: explanationsOf(run.programs).name(run, false) };
  assume(run, ...assumptions);
  const ip = pickFamily(addresses, families);
  return ip === undefined
    ? { ok: false, cause: explanationsOf(run.programs).name(run, addresses.length > 0) }
    : { ok: true, ip };
}

function resolveInPod(run: Run, families: readonly IpFamily[]): Resolved {
  const { cluster, request } = run;
  if (request.source.kind !== 'pod') throw new Error('only a pod has a resolv.conf');
  const { pod } = request.source;
  const config = resolverConfig(cluster, pod);
  // A resolver leaves out servers of a family it has no socket for.
  const usable = config.nameservers.filter((ip) => families.includes(ipFamily(ip)));
  const [first, ...others] = usable;
  if (first === undefined) return { ok: false, cause: explanationsOf(run.programs).unreachableDns(run) };
  const turn = config.rotate && others.length > 0 ? run.choose(usable.map(() => 1)) : 0;
  const servers = [...usable.slice(turn), ...usable.slice(0, turn)];
  if (config.ofNode) assume(run, { code: 'NODE_RESOLVER_ASSUMED', detail: { ip: first } });
  const client = { departure: departureOf(run), ips: pod.ips };
  const found = walkLookup(run, { host: request.target.host, config, servers, client });
  if (servers.some((server) => isClusterDns(cluster, server))) assumeOfCluster(run, 'CLUSTER_DNS_ASSUMED');
  assume(run, ...found.assumptions);
  const ip = pickAddress(run, found.addresses, families);
  if (ip !== undefined) return { ok: true, ip };
  const { failed, rcode } = found;
  if (failed === undefined || rcode === 'NXDOMAIN')
    return { ok: false, cause: explanationsOf(run.programs).name(run, rcode === 'NOERROR', found.questions) };
  return { ok: false, cause: explanationsOf(run.programs).unreachableDns(run, failed), trace: failed.trace };
}

/** Round robin among the addresses of the family the client prefers: a random choice. Simplification: no happy eyeballs. */
function pickAddress(run: Run, addresses: readonly Ip[], families: readonly IpFamily[]): Ip | undefined {
  const family = families.find((each) => addresses.some((ip) => ipFamily(ip) === each));
  const usable = [...new Set(addresses)].filter((ip) => ipFamily(ip) === family);
  const endAt = (option: number): End | undefined => {
    const ip = usable[option];
    return ip === undefined ? undefined : { ip, port: run.request.target.port };
  };
  return usable.length < 2
    ? usable[0]
    : usable[
        run.choose(
          usable.map(() => 1),
          { of: endAt },
        )
      ];
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
