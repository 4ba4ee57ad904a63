import { DNS_CACHE } from '../../dataplane/dns-cache/dns-cache-program.ts';
import type { Cluster, ClusterOverrides, ClusterSettings } from '../../kubernetes/cluster/cluster.ts';
import type { ProxyMode } from '../../kubernetes/model/basics.ts';
import { TOPOLOGY_MODES } from '../../kubernetes/fields/topology-modes.ts';
import { isPlainTemplate } from '../../kubernetes/fields/pods/plain-template.ts';
import { hasBearing, kindOf, kindsOf } from '../../kubernetes/kind-table/kinds.ts';
import { CONFIG_MAPS } from '../../kubernetes/other-kinds/config-maps.ts';
import { hasPodTemplate } from '../../kubernetes/other-kinds/pod-template.ts';
import { hintsAtNetwork } from '../../kubernetes/nodes/network-detector.ts';
import type { Assumption } from '../../kubernetes/model/assumption.ts';
import type { RawObject } from '../../kubernetes/model/object.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { recordOf } from '../../kubernetes/model/reader.ts';
import { remembered } from '../../kubernetes/tools/ask.ts';
import { onceEach } from '../../kubernetes/tools/once.ts';

/** What can be seen of a cluster: built, or as somebody has written it down. */
interface Seen {
  readonly settings: Pick<ClusterOverrides, 'proxyMode' | 'cni' | 'cloud' | 'serviceCIDRs'> &
    Pick<ClusterSettings, 'policiesIgnored'>;
  /** True when there is an object of one of the kinds for which `test` holds. */
  readonly some: (kinds: readonly string[], test?: (object: RawObject) => boolean) => boolean;
  /** As `some`, by the name alone. */
  readonly named: (kinds: readonly string[], test: (name: string) => boolean) => boolean;
  /** True when `test` holds for an object of a kind that is not read. */
  readonly unread: (test: (object: RawObject) => boolean) => boolean;
  /** True when `test` holds for a pod, or a template of pods. */
  readonly somePod: (test: (object: RawObject) => boolean) => boolean;
  /** As written down; empty for a cluster that is built. */
  readonly all: readonly RawObject[];
}

interface Need {
  /** True for a cluster that is not the same without the program. */
  readonly wants: (seen: Seen) => boolean;
  /** What walks rest on without it; absent: results merely say less. */
  readonly missing?: Assumption;
}

/** Programs by name: which clusters need them, and what stands in. Each condition stands here and nowhere else. */
const NEEDS = {
  nftables: proxyMode('nftables'),
  ipvs: proxyMode('ipvs'),
  ebpf: proxyMode('ebpf'),
  networks: {
    // A CNI or cloud is named, there is a DaemonSet, which may be a CNI's, or the nodes are a cloud's or on somebody's own machine.
    wants: ({ settings: { cni = 'bridge', cloud }, some }) =>
      cni !== 'bridge' ||
      cloud !== undefined ||
      some(['DaemonSet', 'Node', 'Cluster', 'Simple', 'ServiceCIDR'], hintsAtNetwork),
    missing: { code: 'CNI_REPLACED', detail: { is: 'NOT_LOADED' } },
  },
  policies: {
    wants: ({ settings, some }) => settings.policiesIgnored !== true && some(kindsOf('policy')),
    missing: { code: 'POLICIES_NOT_LOADED', detail: {} },
  },
  gateways: {
    wants: ({ some }) => some(['Gateway']),
    missing: { code: 'GATEWAYS_NOT_LOADED', detail: {} },
  },
  ingresses: {
    wants: ({ some }) => some(['Ingress']),
    missing: { code: 'INGRESSES_NOT_LOADED', detail: {} },
  },
  sidecars: {
    wants: ({ some }) => some(['Namespace', 'Pod', ...kindsOf('workload')], asksForSidecar),
    missing: { code: 'SIDECARS_NOT_LOADED', detail: {} },
  },
  routes: {
    wants: ({ some }) => some(['Route']),
    missing: { code: 'ROUTES_NOT_LOADED', detail: {} },
  },
  dnsCache: {
    wants: ({ named }) => named(['DaemonSet', 'Pod'], isDnsCache),
    missing: { code: 'DNS_CACHE_NOT_LOADED', detail: {} },
  },
  corefile: {
    wants: ({ unread }) => unread(isCorefile),
    missing: { code: 'COREFILE_NOT_LOADED', detail: {} },
  },
  loadBalancers: {
    // Or one of a cloud serves an Ingress, or k3d's proxy stands before the nodes.
    wants: ({ some }) => some(['Service'], isLoadBalanced) || some(['Ingress', 'Simple']),
    missing: { code: 'LOAD_BALANCERS_NOT_LOADED', detail: {} },
  },
  hostPorts: {
    wants: ({ somePod }) => somePod(takesHostPort),
    missing: { code: 'HOST_PORTS_NOT_LOADED', detail: {} },
  },
  endpointSlices: {
    // Or the controller hints at zones by the nodes' CPUs.
    wants: ({ some }) => some(kindsOf('endpoints')) || some(['Service', 'Gateway'], mayBeTopologyAware),
    missing: { code: 'ENDPOINT_SLICES_NOT_LOADED', detail: {} },
  },
  // Absent: the API server takes every Service.
  refusals: {
    wants: ({ settings, some }) =>
      some(['Service'], mayBeRefused(settings.serviceCIDRs !== undefined)) ||
      some(['ServiceCIDR', 'ClusterConfiguration']),
  },
  templates: {
    wants: ({ some }) => some(['Deployment', 'Rollout'], hasSpecialTemplate),
    missing: { code: 'TEMPLATES_NOT_LOADED', detail: {} },
  },
  operators: {
    wants: ({ some, unread }) => some(kindsOf('operated')) || unread(isTemplated),
    missing: { code: 'OPERATORS_NOT_LOADED', detail: {} },
  },
  kept: { wants: ({ settings }) => 'allocated' in settings },
  // Absent: processes listen on what their pods declare.
  told: { wants: ({ all }) => all.some(tellsItsProcesses) },
  remarks: { wants: ({ all }) => all.some(mayBeRemarked) },
} satisfies Readonly<Record<string, Need>>;

export type ClusterNeed = keyof typeof NEEDS;

export const CLUSTER_NEEDS = Object.keys(NEEDS) as readonly ClusterNeed[];

/** The programs that a cluster of these objects needs. */
export function needs(objects: readonly RawObject[], overrides: ClusterOverrides): readonly ClusterNeed[] {
  const seen: Seen = {
    settings: overrides,
    some: (kinds, test) => objects.some((object) => kinds.includes(kindOf(object)) && test?.(object) !== false),
    named: (kinds, test) => objects.some(({ kind, metadata: { name } }) => kinds.includes(kind) && test(name)),
    unread: (test) => objects.some((object) => test(object) && !hasBearing(object.apiVersion, object.kind)),
    somePod: (test) => objects.some(test),
    all: objects,
  };
  return CLUSTER_NEEDS.filter((name) => NEEDS[name].wants(seen));
}

/** What walks in a cluster rest on because an engine of these programs built it; empty: it lacks none that the cluster needs. */
export function missingPrograms(cluster: Cluster, names: readonly string[]): readonly Assumption[] {
  const seen: Seen = {
    settings: cluster.settings,
    some: (kinds, test) =>
      kinds.some((kind) => (test === undefined ? cluster.ofKind(kind) : cluster.few(kind, ofObject(test))).length > 0),
    named: (kinds, test) => kinds.some((kind) => cluster.few(kind, ofName(test)).length > 0),
    unread: (test) => amongUnread(cluster.notRead)(test),
    // Only these may take ports of their nodes, which is all that is asked.
    somePod: (test) => cluster.nodes.some(({ name }) => cluster.portTakersOn(name).some(({ object }) => test(object))),
    all: [],
  };
  return CLUSTER_NEEDS.flatMap((name) => {
    const { missing, wants }: Need = NEEDS[name];
    return missing === undefined || names.includes(name) || !wants(seen) ? [] : [missing];
  });
}

// Asked for every walk, and there may be 100,000 pods: a question is the identical one each time.
const ofObject = remembered(
  (test: (object: RawObject) => boolean) =>
    ({ raw }: StoredObject): boolean =>
      test(raw),
);
const ofName = remembered(
  (test: (name: string) => boolean) =>
    ({ ref }: StoredObject): boolean =>
      test(ref.name),
);
const amongUnread = remembered((notRead: readonly StoredObject[]) =>
  onceEach((test: (object: RawObject) => boolean) => notRead.some(({ raw }) => test(raw))),
);

function proxyMode(mode: Exclude<ProxyMode, 'iptables'>): Need {
  return {
    wants: ({ settings, all }) =>
      (settings.proxyMode ?? all.findLast(({ kind }) => kind === 'KubeProxyConfiguration')?.['mode']) === mode,
    missing: { code: 'PROXY_MODE_REPLACED', detail: { mode } },
  };
}

const hasSpecialTemplate = ({ spec }: RawObject): boolean => !isPlainTemplate(recordOf(spec)['template']);

const mayBeTopologyAware = ({ metadata, spec }: RawObject): boolean =>
  [metadata['annotations'], recordOf(recordOf(spec)['infrastructure'])['annotations']].some((annotations) =>
    Object.keys(TOPOLOGY_MODES).some((name) => name in recordOf(annotations)),
  );

/**
 * Asked of each Service, one after the other. Not of one with a plain name and one port, and nothing but what most have, nor of one
 * with an address that no other has, where no ranges are stated. One that is stored was taken.
 */
const mayBeRefused = (hasRanges: boolean): ((service: RawObject) => boolean) => {
  const taken = new Set<unknown>();
  return ({ metadata: { name, uid }, spec }) => {
    const { clusterIP } = recordOf(spec);
    const mayBeTaken = clusterIP !== undefined && (hasRanges || taken.has(clusterIP));
    taken.add(clusterIP);
    return mayBeTaken || (uid === undefined && REFUSABLE.test(`${name} ${JSON.stringify(spec)}`));
  };
};

/**
 * Of addresses the first and the tenth of a range are those of the API server and of the cluster's DNS; of those outside some ranges
 * are refused.
 */
const REFUSABLE = new RegExp(
  [
    /^(?![a-z]{1,63} .*"ports":\[{)|},{/,
    /"(he|ip|lo|nodeP|[Ee]xternal[NT]|name":"[a-z\d]*[^a-z\d"]|clusterIP(s|":"(\D|[\d.]*\.10?")))/,
    /"(0|127|169|224|::|[Ff]([Ee][89ABab]|[Ff]02))/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** By labels and annotations, of itself or its template, or by the proxy among its containers. */
const asksForSidecar = (object: RawObject): boolean =>
  isMeshed(object.metadata) ||
  isMeshed(recordOf(recordOf(object.spec)['template'])['metadata']) ||
  [podSpecOf(object).containers].flat().some((each) => recordOf(each)['name'] === 'istio-proxy');

/** Its labels and annotations say that it is of a mesh, or whether it is to be. */
function isMeshed(metadata: unknown): boolean {
  const { annotations, labels } = recordOf(metadata);
  return Object.keys({ ...recordOf(annotations), ...recordOf(labels) }).some((key) => /inject|istio\.io/.test(key));
}

const isDnsCache = (name: string): boolean => name === DNS_CACHE || name.startsWith(`${DNS_CACHE}-`);

/** What the settings of a cluster DNS or a cache are called (corefile/corefile-of.ts, cache-corefile.ts). */
const isCorefile = ({ kind, metadata: { name } }: RawObject): boolean => kind === 'ConfigMap' && COREFILES.has(name);

const { corefile, kubeDns, dnsCache } = CONFIG_MAPS;
const COREFILES: ReadonlySet<string> = new Set([...corefile, ...kubeDns, ...dnsCache]);

const isTemplated = ({ spec }: RawObject): boolean => hasPodTemplate(spec);

const isLoadBalanced = ({ spec }: RawObject): boolean => recordOf(spec)['type'] === 'LoadBalancer';

/** What a pod with hostNetwork listens on is a port of its node anyway. */
function takesHostPort(object: RawObject): boolean {
  const { containers, hostNetwork } = podSpecOf(object);
  return hostNetwork !== true && Array.isArray(containers) && containers.some(hasHostPort);
}

function hasHostPort(container: unknown): boolean {
  const { ports } = recordOf(container);
  return Array.isArray(ports) && ports.some((port) => recordOf(port)['hostPort'] !== undefined);
}

/** It may be, or say, something that results name as not considered. */
function mayBeRemarked(object: RawObject): boolean {
  const { apiVersion, kind, metadata } = object;
  // Of policies of CNIs parts may not be read, or nobody may read them.
  if (!hasBearing(apiVersion, kind) || kind.startsWith('Cilium')) return true;
  if (isMeshed(metadata)) return true;
  if (Object.keys(metadata.annotations ?? {}).some((key) => !key.startsWith('kubectl.'))) return true;
  const { containers, initContainers, securityContext } = podSpecOf(object);
  return (
    securityContext !== undefined ||
    initContainers !== undefined ||
    (Array.isArray(containers) &&
      containers.some((each) => tells(each) || recordOf(each)['securityContext'] !== undefined))
  );
}

/** Fields of a container that decide what listens. */
const TELLING = ['command', 'args', 'env'];

const tells = (container: unknown): boolean => TELLING.some((field) => recordOf(container)[field] !== undefined);

function tellsItsProcesses(object: RawObject): boolean {
  const { containers, initContainers } = podSpecOf(object);
  return [containers, initContainers].some((list) => Array.isArray(list) && list.some(tells));
}

/** Of a Pod, or of the pods that a workload makes. */
function podSpecOf({ kind, spec }: RawObject): ReturnType<typeof recordOf> {
  return recordOf(kind === 'Pod' ? spec : recordOf(recordOf(spec)['template'])['spec']);
}
