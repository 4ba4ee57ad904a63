import { CONFIG_MAPS } from '../../kubernetes/other-kinds/config-maps.ts';
import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { type ObjectRef, objectKey } from '../../kubernetes/model/object.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import type { Ip } from '../../net/ip.ts';
import { recordOf } from '../../kubernetes/model/reader.ts';
import { type Directive, parseCorefile, type ServerBlock, zoneName } from './parse-corefile.ts';

/** What a CoreDNS is told. */
export interface Corefile {
  /** The ConfigMap that has it, under `key`. */
  readonly config: ObjectRef;
  readonly key: string;
  readonly text: string;
  readonly blocks: readonly ServerBlock[];
  /** Other files of the ConfigMap, by name. */
  readonly files: Texts;
  /** The addresses of the node-local cache that goes by it. Absent: a CoreDNS of the cluster does. */
  readonly local?: readonly Ip[];
}

type Texts = Readonly<Record<string, string>>;

export const COREFILE = 'Corefile';

const known = new WeakMap<Cluster, Map<string, Corefile | undefined>>();

/** The Corefile of the cluster DNS whose pods are in a namespace; undefined: none is given, so it is taken to be kubeadm's. */
export function corefileOf(cluster: Cluster, namespace: string): Corefile | undefined {
  const ofCluster = known.get(cluster) ?? new Map<string, Corefile | undefined>();
  known.set(cluster, ofCluster);
  if (!ofCluster.has(namespace)) ofCluster.set(namespace, readCorefile(cluster, namespace));
  return ofCluster.get(namespace);
}

/** Of ConfigMaps of these names the first that is there, and that `has` what is looked for. */
export function firstOf(
  names: readonly string[],
  named: (name: string) => StoredObject | undefined,
  has = (_config: StoredObject): boolean => true,
): StoredObject | undefined {
  return names.flatMap((name) => named(name) ?? []).find(has);
}

/** The ConfigMaps of a namespace, by name. */
export function configsIn(cluster: Cluster, namespace: string): (name: string) => StoredObject | undefined {
  const configs = new Map(
    cluster.notRead
      .filter(({ ref, raw }) => ref.kind === 'ConfigMap' && ref.namespace === namespace && raw.apiVersion === 'v1')
      .map((object) => [objectKey(object.ref), object]),
  );
  return (name) => configs.get(objectKey({ kind: 'ConfigMap', namespace, name }));
}

function readCorefile(cluster: Cluster, namespace: string): Corefile | undefined {
  const named = configsIn(cluster, namespace);
  for (const name of CONFIG_MAPS.corefile) {
    const config = named(name);
    const files = textsOf(config);
    const text = files[COREFILE];
    if (config === undefined || text === undefined) continue;
    const custom = textsOf(firstOf(CONFIG_MAPS.imports, named));
    const blocks = parseCorefile(text, (pattern) => importedFrom(/\bcustom\//.test(pattern) ? custom : files, pattern));
    return { config: config.ref, key: COREFILE, text, blocks, files };
  }
  const config = firstOf(CONFIG_MAPS.kubeDns, named);
  return config && readKubeDns(cluster, config);
}

export function textsOf(config: StoredObject | undefined): Texts {
  return Object.fromEntries(
    Object.entries(recordOf(config?.raw['data'])).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value]] : [],
    ),
  );
}

/** The files that a pattern of their directory names ("/etc/coredns/custom/*.override"), by name. // caddy v1 parse.go doImport */
function importedFrom(files: Texts, pattern: string): readonly string[] {
  const [start = '', ...rest] = pattern.slice(pattern.lastIndexOf('/') + 1).split('*');
  const end = rest.at(-1);
  return Object.keys(files)
    .filter((name) => (end === undefined ? name === start : name.startsWith(start) && name.endsWith(end)))
    .toSorted()
    .flatMap((name) => files[name] ?? []);
}

/** As dnsmasq of kube-dns goes by them: the servers of domains, and those of everything else. */
function readKubeDns({ settings }: Cluster, config: StoredObject): Corefile | undefined {
  const { domains, upstream } = readKubeDnsConfig(config);
  if (domains.length === 0 && upstream.length === 0) return undefined;
  const forward = (to: readonly string[]): Directive => ({ plugin: 'forward', args: ['.', ...to], lines: [] });
  const reverse = ['in-addr.arpa', 'ip6.arpa'];
  const kubernetes: Directive = {
    plugin: 'kubernetes',
    args: [settings.clusterDomain, ...reverse],
    lines: [
      ['pods', 'insecure'],
      ['fallthrough', ...reverse],
    ],
  };
  const root = [kubernetes, forward(upstream.length === 0 ? ['/etc/resolv.conf'] : upstream)];
  const blocks: readonly ServerBlock[] = [
    { zones: [{ name: '.', port: 53 }], directives: root },
    ...domains.map(([domain, servers]) => ({
      zones: [{ name: zoneName(domain), port: 53 }],
      directives: [forward(servers)],
    })),
  ];
  return { config: config.ref, key: 'stubDomains', text: '', blocks, files: {} };
}

/** The servers of domains, and those of everything else, as the settings of kube-dns name them. */
export function readKubeDnsConfig(config: StoredObject | undefined) {
  const files = textsOf(config);
  const domains = Object.entries(recordOf(parseJson(files['stubDomains']))).map(
    ([domain, servers]) => [domain, addressesOf(servers)] as const,
  );
  return { domains, upstream: addressesOf(parseJson(files['upstreamNameservers'])) };
}

const addressesOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
