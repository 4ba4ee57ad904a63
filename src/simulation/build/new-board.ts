import type { RawObject } from '../../engine/objects.ts';
import { parseCidr } from '../../engine/packets.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../scenario/document/document.ts';
import { createNode, type NodePlan } from './node-object.ts';
import { TRAEFIK } from './traefik.ts';

/** What a new board begins with. */
export const BOARD_TEMPLATES = ['empty', 'one-node', 'three-nodes', 'eks', 'gke', 'aks', 'kind', 'k3s'] as const;
export type BoardTemplate = (typeof BOARD_TEMPLATES)[number];

type Start = Pick<ScenarioDocument, 'objects' | 'overrides'>;

/** A board nobody has named, with the nodes of a template and nothing on them. The settings are those that such a cluster's objects do not say. */
export function createBoardFrom(template: BoardTemplate): ScenarioDocument {
  return { ...EMPTY_DOCUMENT, ...START[template]() };
}

const START: Readonly<Record<BoardTemplate, () => Start>> = {
  empty: () => ({ objects: [], overrides: {} }),
  'one-node': () => plainNodes(1),
  'three-nodes': () => plainNodes(3),
  eks: startEks,
  gke: startGke,
  aks: startAks,
  kind: startKind,
  k3s: startK3s,
};

/** Of a cluster nothing else is known of: node-1, node-2 … */
function plainNodes(count: number): Start {
  return start(
    times(count, (at) => ({
      name: `node-${at + 1}`,
      internalIPs: [`192.168.0.${at + 11}`],
      podCIDRs: [`10.244.${at + 1}.0/24`],
      labels: { 'topology.kubernetes.io/zone': `zone-${'abc'.charAt(at)}` },
    })),
  );
}

/** A managed node group of two instances, in the network that eksctl makes. docs.aws.amazon.com/eks managed-node-groups; eksctl.io vpc-networking */
function startEks(): Start {
  const region = 'eu-central-1';
  const nodes = times(2, (at) => {
    const zone = `${region}${'ab'.charAt(at)}`;
    return {
      name: `ip-192-168-${['17-42', '54-108'][at]}.${region}.compute.internal`,
      internalIPs: [`192.168.${['17.42', '54.108'][at]}`],
      providerID: `aws:///${zone}/i-0${['4d1f5a7c9b2e60831', '8c63b05e2fa7d9146'][at]}`,
      labels: {
        'eks.amazonaws.com/nodegroup': 'workers',
        'node.kubernetes.io/instance-type': 'm5.large',
        'topology.kubernetes.io/region': region,
        'topology.kubernetes.io/zone': zone,
      },
    };
  });
  return start(nodes, withServices('10.100.0.0/16'), [createAgent('aws-node')]);
}

/** The default pool of a VPC-native cluster. docs.cloud.google.com/kubernetes-engine alias-ips, node-pools */
function startGke(): Start {
  const nodes = times(3, (at) => {
    const zone = `europe-west1-${'bcd'.charAt(at)}`;
    const name = `gke-cluster-1-default-pool-${['3c1f2a9e-k8vz', '7be04d51-q2xr', 'a95d6c38-m4tw'][at]}`;
    return {
      name,
      internalIPs: [`10.132.0.${at + 2}`],
      podCIDRs: [`10.4.${at}.0/24`],
      providerID: `gce://my-project/${zone}/${name}`,
      labels: {
        'cloud.google.com/gke-nodepool': 'default-pool',
        'node.kubernetes.io/instance-type': 'e2-standard-2',
        'topology.kubernetes.io/region': 'europe-west1',
        'topology.kubernetes.io/zone': zone,
      },
    };
  });
  return start(nodes, withServices('34.118.224.0/20'));
}

/** The first node pool, with Azure CNI Overlay. learn.microsoft.com/azure/aks azure-cni-overlay */
function startAks(): Start {
  const set = 'aks-nodepool1-14563254-vmss';
  const nodes = times(3, (at) => ({
    name: `${set}00000${at}`,
    internalIPs: [`10.224.0.${at + 4}`],
    podCIDRs: [`10.244.${at}.0/24`],
    providerID: `azure:///subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mc_group_cluster_westeurope/providers/Microsoft.Compute/virtualMachineScaleSets/${set}/virtualMachines/${at}`,
    labels: {
      'kubernetes.azure.com/agentpool': 'nodepool1',
      'kubernetes.azure.com/mode': 'system',
      'node.kubernetes.io/instance-type': 'Standard_D2s_v5',
      'topology.kubernetes.io/region': 'westeurope',
      'topology.kubernetes.io/zone': `westeurope-${at + 1}`,
    },
  }));
  return start(nodes, withServices('10.0.0.0/16'), [createAgent('azure-cns')]);
}

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** A control plane and two workers. // kind v0.30 pkg/apis/config/v1alpha4/default.go, pkg/cluster/internal/providers/docker */
function startKind(): Start {
  const nodes = ['kind-control-plane', 'kind-worker', 'kind-worker2'].map((name, at) => ({
    name,
    internalIPs: [`172.18.0.${at + 2}`],
    podCIDRs: [`10.244.${at}.0/24`],
    providerID: `kind://docker/kind/${name}`,
    ...(at === 0 && { labels: { [CONTROL_PLANE]: '' }, taints: [{ key: CONTROL_PLANE, effect: 'NoSchedule' }] }),
  }));
  return start(nodes, withServices('10.96.0.0/16'), [createAgent('kindnet')]);
}

/** A server and two agents with Traefik; flannel runs inside k3s, so that no object shows it. // k3s v1.34 pkg/cli/cmds/server.go */
function startK3s(): Start {
  const nodes = ['server', 'agent-1', 'agent-2'].map((name, at) => ({
    name,
    internalIPs: [`192.168.0.${at + 11}`],
    podCIDRs: [`10.42.${at}.0/24`],
    providerID: `k3s://${name}`,
    labels: {
      'node.kubernetes.io/instance-type': 'k3s',
      ...(at === 0 && { [CONTROL_PLANE]: 'true' }),
    },
  }));
  return start(nodes, { cni: 'flannel', ...withServices('10.43.0.0/16') }, TRAEFIK);
}

/** What sets up the network on every node, as the distribution calls it. */
function createAgent(name: string): RawObject {
  const labels = { 'k8s-app': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: 'kube-system', labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          hostNetwork: true,
          tolerations: [{ operator: 'Exists' }],
          containers: [{ name, image: name }],
        },
      },
    },
  };
}

function start(
  nodes: readonly NodePlan[],
  overrides: ScenarioDocument['overrides'] = {},
  more: readonly RawObject[] = [],
): Start {
  return { objects: [...nodes.map(createNode), ...more], overrides };
}

/** The range of clusterIPs. */
function withServices(range: string): ScenarioDocument['overrides'] {
  const cidr = parseCidr(range);
  return cidr === undefined ? {} : { serviceCIDRs: [cidr] };
}

function times<T>(count: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
