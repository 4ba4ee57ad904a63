import { createCidr, type Cidr } from '../../net/cidr.ts';
import { createIp, type IpFamily } from '../../net/ip.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { SettingsStore } from '../cluster/plan-store.ts';
import type { ProxyMode } from '../model/basics.ts';
import type { Machine } from '../model/machine.ts';
import { createReport } from '../model/report.ts';
import type { Taint } from '../model/specs.ts';
import { remembered } from '../tools/ask.ts';
import { parseCidrList } from '../tools/lenient-address.ts';
import { nodesOfK3d, nodesOfKind, readK3d, readKind } from './machine.ts';
import type { ListedNode, ListedNodes } from './nodes.ts';

/**
 * Simplification: docker gives its networks ranges in turn, and a cluster's containers their addresses in the order in which they
 * start. The network is taken to be docker's first after its bridge, and the nodes to start as they are listed.
 */
const DOCKER: Readonly<Record<IpFamily, Cidr>> = {
  4: createCidr(createIp('172.18.0.0'), 16),
  // Made of the network's name. // kind v0.30 pkg/cluster/internal/providers/docker/network.go generateULASubnetFromName
  6: createCidr(createIp('fc00:f853:ccd:e793::'), 64),
};

const ROLE = 'node-role.kubernetes.io/control-plane';
const CONTROL_PLANE: Taint = { key: ROLE, value: '', effect: 'NoSchedule' };

type Networking = NonNullable<ReturnType<typeof readKind>['networking']>;

const familiesOf = ({ ipFamily }: Networking): readonly IpFamily[] =>
  ipFamily === 'dual' ? [4, 6] : [ipFamily === 'ipv6' ? 6 : 4];

/**
 * kubeadm taints a control plane and keeps external load balancers from it; kind takes both away where it is the only node.
 * // kind v0.30 pkg/cluster/internal/create/actions/kubeadminit/init.go
 */
const listedByKind = remembered((object: StoredObject): ListedNodes => {
  const config = readKind(object, createReport());
  const nodes = nodesOfKind(config);
  const networks = familiesOf(config.networking ?? {}).map((family) => DOCKER[family]);
  const listed = nodes.map(({ name, role, labels }): ListedNode => {
    const isControlPlane = role === 'control-plane';
    const isKept = isControlPlane && nodes.length > 1;
    const taints = isKept ? [CONTROL_PLANE] : [];
    const own = {
      ...(isControlPlane && { [ROLE]: '' }),
      ...(isKept && { 'node.kubernetes.io/exclude-from-external-load-balancers': '' }),
    };
    const spec = { providerID: `kind://docker/${config.name ?? 'kind'}/${name}`, ...(isKept && { taints }) };
    return { name, labels: { ...own, ...labels }, taints, spec };
  });
  return { by: object.ref, path: ['networking', 'ipFamily'], networks, nodes: listed };
});

/** // k3s v1.34 pkg/cloudprovider/instances.go, pkg/server/server.go setNodeLabelsAndAnnotations */
const listedByK3d = remembered((object: StoredObject): ListedNodes => {
  const config = readK3d(object, createReport());
  const { server, agent } = nodesOfK3d(config, object);
  const nodes = [...server, ...agent].map(({ name, index }) => ({
    name,
    labels: { 'node.kubernetes.io/instance-type': 'k3s', ...(index < server.length && { [ROLE]: 'true' }) },
    spec: { providerID: `k3s://${name}` },
  }));
  return { by: object.ref, path: ['subnet'], networks: [config.subnet ?? DOCKER[4]], nodes };
});

/** The nodes that the configuration of this kind lists, in its order; of the same object the identical value. Undefined: there is none. */
export function listedNodes(store: Pick<SettingsStore, 'ofKind'>, by: Machine['configured']): ListedNodes | undefined {
  const object = by === undefined ? undefined : store.ofKind(by).at(-1);
  if (object === undefined) return undefined;
  return by === 'Cluster' ? listedByKind(object) : listedByK3d(object);
}

interface LocalRanges {
  readonly podCIDRs: readonly Cidr[];
  readonly serviceCIDRs: readonly Cidr[];
  readonly cni?: string;
  readonly proxyMode?: ProxyMode;
}

/** // kind v0.30 pkg/apis/config/v1alpha4/default.go */
const OF_KIND = {
  pods: { 4: '10.244.0.0/16', 6: 'fd00:10:244::/56' },
  services: { 4: '10.96.0.0/16', 6: 'fd00:10:96::/112' },
} as const;

/** // k3s v1.34 pkg/cli/cmds/server.go */
const OF_K3S = { pods: '10.42.0.0/16', services: '10.43.0.0/16' } as const;

/**
 * What the configuration of a cluster on one's own machine says of its network. Where Nodes are given, which show what the cluster
 * has, what the tools have by default counts for nothing.
 */
export function rangesOf(store: SettingsStore, by: Machine['configured']): LocalRanges | undefined {
  const object = by === undefined ? undefined : store.ofKind(by).at(-1);
  if (object === undefined) return undefined;
  const usual = store.nodes.length === 0;
  return by === 'Cluster' ? rangesOfKind(object, usual) : rangesOfK3d(object, usual);
}

const rangesIn = (stated: string | undefined, usual: string): readonly Cidr[] => {
  const ranges = parseCidrList(stated ?? '');
  return ranges.length > 0 ? ranges : parseCidrList(usual);
};

function rangesOfKind(object: StoredObject, usual: boolean): LocalRanges {
  const networking = readKind(object, createReport()).networking ?? {};
  const { podSubnet, serviceSubnet, disableDefaultCNI, kubeProxyMode = 'none' } = networking;
  const ofFamilies = (ranges: Readonly<Record<IpFamily, string>>): string =>
    usual
      ? familiesOf(networking)
          .map((family) => ranges[family])
          .join()
      : '';
  return {
    podCIDRs: rangesIn(podSubnet, ofFamilies(OF_KIND.pods)),
    serviceCIDRs: rangesIn(serviceSubnet, ofFamilies(OF_KIND.services)),
    ...(disableDefaultCNI !== true && { cni: 'kindnet' }),
    ...(kubeProxyMode !== 'none' && { proxyMode: kubeProxyMode }),
  };
}

function rangesOfK3d(object: StoredObject, usual: boolean): LocalRanges {
  const args = readK3d(object, createReport()).options?.k3s?.extraArgs ?? [];
  const stated = (flag: string): string | undefined =>
    args.findLast(({ arg }) => arg.startsWith(`--${flag}=`))?.arg.slice(flag.length + 3);
  return {
    podCIDRs: rangesIn(stated('cluster-cidr'), usual ? OF_K3S.pods : ''),
    serviceCIDRs: rangesIn(stated('service-cidr'), usual ? OF_K3S.services : ''),
  };
}
