import { localAddresses } from '../../dataplane/dns-cache/node-cache.ts';
import { CONFIG_MAPS } from '../../kubernetes/other-kinds/config-maps.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { type Ip, parseIp } from '../../net/ip.ts';
import { CACHE_UPSTREAM, CLUSTER_DNS_VARIABLE } from './cache-upstream.ts';
import { COREFILE, type Corefile, configsIn, firstOf, readKubeDnsConfig, textsOf } from './corefile-of.ts';
import { parseCorefile, type ServerBlock } from './parse-corefile.ts';

const known = new WeakMap<Cluster, Map<string, Corefile | undefined>>();

/** The Corefile of a pod of NodeLocal DNSCache; undefined: none is given, so it is taken to be that of Kubernetes' manifest. */
export function cacheCorefileOf(cluster: Cluster, pod: ClusterPod): Corefile | undefined {
  const ofCluster = known.get(cluster) ?? new Map<string, Corefile | undefined>();
  known.set(cluster, ofCluster);
  const local = localAddresses(cluster, pod);
  const key = [pod.namespace, ...local].join(' ');
  if (!ofCluster.has(key)) ofCluster.set(key, readCacheCorefile(cluster, pod.namespace, local));
  return ofCluster.get(key);
}

/**
 * As node-cache writes it: variables replaced, then a block for each stub domain that kube-dns has.
 * // kubernetes/dns v1.26 cmd/node-cache/app/configmap.go updateCorefile
 */
function readCacheCorefile(cluster: Cluster, namespace: string, local: readonly Ip[]): Corefile | undefined {
  const named = configsIn(cluster, namespace);
  const config = firstOf(CONFIG_MAPS.dnsCache, named, (each) => textsOf(each)[COREFILE] !== undefined);
  const files = textsOf(config);
  const text = files[COREFILE];
  if (config === undefined || text === undefined) return undefined;
  const { domains, upstream } = readKubeDnsConfig(firstOf(CONFIG_MAPS.kubeDns, named));
  const central = cluster.service(namespace, CACHE_UPSTREAM)?.clusterIPs[0];
  const written = replaceVariables(text, {
    __PILLAR__DNS__DOMAIN__: cluster.settings.clusterDomain,
    __PILLAR__LOCAL__DNS__: local.join(' '),
    __PILLAR__DNS__SERVER__: '',
    [UPSTREAM_VARIABLE]: upstream.length === 0 ? '/etc/resolv.conf' : upstream.join(' '),
    // Without such a Service it stays, and the cluster DNS is asked all the same (run/dns-walk.ts).
    ...(central === undefined ? {} : { [CLUSTER_DNS_VARIABLE]: central }),
  });
  const stubs = domains.map(
    ([domain, servers]) => `${domain}:53 {\n bind ${local.join(' ')}\n forward . ${servers.join(' ')}\n}`,
  );
  const blocks = parseCorefile([written, ...stubs].join('\n'), () => []);
  return { config: config.ref, key: COREFILE, text, blocks, files, local };

  function replaceVariables(from: string, values: Readonly<Record<string, string>>): string {
    // Servers of one's own are asked by UDP.
    const asked = upstream.length === 0 ? from : from.replace(UPSTREAM_BY_TCP, `forward . ${UPSTREAM_VARIABLE}`);
    return Object.entries(values).reduce((done, [variable, value]) => done.replaceAll(variable, value), asked);
  }
}

const UPSTREAM_VARIABLE = '__PILLAR__UPSTREAM__SERVERS__';
const UPSTREAM_BY_TCP = /forward \. __PILLAR__UPSTREAM__SERVERS__ \{\s*force_tcp\s*\}/g;

/** Whether a server block answers at an address: at those of its "bind", or without one at all. // CoreDNS v1.12 plugin/bind */
export function isBoundTo({ directives }: ServerBlock, ip: Ip): boolean {
  const bound = directives
    .filter(({ plugin }) => plugin === 'bind')
    .flatMap(({ args }) => args.flatMap((text) => parseIp(text) ?? []));
  return bound.length === 0 || bound.includes(ip);
}

/** What a cache goes by where it is asked at one of its addresses. */
export function corefileAt(corefile: Corefile, ip: Ip): Corefile {
  return { ...corefile, blocks: corefile.blocks.filter((block) => isBoundTo(block, ip)) };
}
