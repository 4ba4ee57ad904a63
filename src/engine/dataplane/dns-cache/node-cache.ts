import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { LOCAL_IP } from '../../kubernetes/projection/container-texts.ts';
import type { Match, Rule, Target } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { hostCidr } from '../../net/cidr.ts';
import { createIp, type Ip, ipFamily, parseIp } from '../../net/ip.ts';
import type { DnsCache } from './dns-cache-program.ts';
import type { TableRules } from '../rules/proxy-rules.ts';
import { createHostAddress } from '../hosts/host.ts';

const LINK_LOCAL = createIp('169.254.20.10');
const DNS_PORT = 53;

/**
 * NodeLocal DNSCache on a node: a dummy device with the addresses it answers at, and rules that keep its packets out of
 * conntrack and therefore out of kube-proxy's hands. Source: kubernetes/dns cmd/node-cache/app/cache_app.go, KEP-1024.
 * Simplification: it listens on port 53 of every address of the node, not only on those of its device.
 */
export function createDnsCache(cluster: Cluster, pod: ClusterPod): DnsCache {
  const ips = localAddresses(cluster, pod);
  const origin: Origin = {
    program: 'node-local-dns',
    subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name },
  };
  return {
    devices: [
      {
        kind: 'dummy',
        name: 'nodelocaldns',
        mac: '0a:58:a9:fe:14:0a',
        mtu: 1500,
        addresses: ips.map(createHostAddress),
        origin,
      },
    ],
    rules: (family) => {
      const own = ips.filter((ip) => ipFamily(ip) === family);
      const skip = rulesFor(own, origin, {
        target: { type: 'NOTRACK' },
        comment: 'NodeLocal DNS Cache: skip conntrack',
      });
      const allow = rulesFor(own, origin, {
        target: { type: 'ACCEPT' },
        comment: 'NodeLocal DNS Cache: allow DNS traffic',
      });
      return {
        raw: table({ PREROUTING: skip.to, OUTPUT: [...skip.from, ...skip.to] }),
        filter: table({ INPUT: allow.to, OUTPUT: allow.from }),
      };
    },
  };
}

/** The addresses after -localip; the manifest's placeholders stand for the link-local one and the cluster DNS Service's. */
export function localAddresses({ services, settings }: Cluster, pod: ClusterPod): readonly Ip[] {
  const serviceIPs = services.flatMap(({ clusterIPs }) => clusterIPs.filter((ip) => settings.clusterDNS.includes(ip)));
  const args = argumentsOf(pod);
  const at = args.findIndex((arg) => LOCAL_IP.test(arg));
  const text = at < 0 ? undefined : args[at]?.includes('=') ? args[at]?.split('=')[1] : args[at + 1];
  if (text === undefined) return settings.proxyMode === 'ipvs' ? [LINK_LOCAL] : [LINK_LOCAL, ...serviceIPs];
  return text.split(',').flatMap((each) => {
    if (each === '__PILLAR__LOCAL__DNS__') return [LINK_LOCAL];
    return each === '__PILLAR__DNS__SERVER__' ? serviceIPs : (parseIp(each.trim()) ?? []);
  });
}

function argumentsOf({ object }: ClusterPod): readonly string[] {
  const { containers } = (object['spec'] ?? {}) as { readonly containers?: unknown };
  if (!Array.isArray(containers)) return [];
  return containers.flatMap((container: unknown) => {
    const { args, command } = (container ?? {}) as { readonly args?: unknown; readonly command?: unknown };
    return [command, args]
      .flatMap((list) => (Array.isArray(list) ? list : []))
      .filter((arg) => typeof arg === 'string');
  });
}

interface Purpose {
  readonly target: Target;
  readonly comment: string;
}

/** A rule per address and protocol, for what goes to the cache and for what comes from it. */
function rulesFor(ips: readonly Ip[], origin: Origin, { target, comment }: Purpose) {
  const each = (address: 'source' | 'destination', port: 'sport' | 'dport'): readonly Rule[] =>
    ips.flatMap((ip) =>
      (['UDP', 'TCP'] as const).map((protocol) => {
        const matches: readonly Match[] = [
          { type: address, cidr: hostCidr(ip) },
          { type: 'protocol', protocol },
          { type: port, from: DNS_PORT, to: DNS_PORT },
          { type: 'comment', text: comment },
        ];
        return { matches, target, origin };
      }),
    );
  return { to: each('destination', 'dport'), from: each('source', 'sport') };
}

function table(builtIn: TableRules['builtIn']): TableRules {
  return { builtIn, chain: () => undefined, chainNames: () => [] };
}
