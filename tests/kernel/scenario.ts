import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import {
  APPS,
  EVERYONE,
  type Families,
  type Making,
  nodeAddresses,
  ofFamilies,
  SHARED_NODE_PORT,
  ZONES,
} from './making.ts';
import { createRandom } from './random.ts';
import { createExtras } from './scenario-extras.ts';
import { onOwnMachine } from './scenario-machine.ts';
import { createPolicies } from './scenario-policy.ts';
import { createService } from './scenario-service.ts';

/** A cluster to hold against the kernel. `features`: what it has that is worth counting. */
export interface Scenario {
  readonly objects: readonly RawObject[];
  readonly cni: string;
  readonly features: ReadonlySet<string>;
}

/** The bridge is the plainest, so it is the one most often asked. */
const CNIS = 'bridge bridge bridge flannel calico calico-vxlan kindnet gke aws-vpc azure azure-overlay'.split(' ');
/** Where policies decide; most scenarios with policies ask one of these. */
const ENFORCING = 'calico calico-vxlan kindnet gke'.split(' ');

/** What is added to a scenario takes nothing from its own random numbers. */
const EXTRAS = 0xe712a5;
const VERSION = 0x5e751011;
const K3S = 0x435;
const LIBERAL = 0x11be;
const INSTANCE = 0xec2;
const MACHINE = 0xd0c;

/** kube-proxy writes nftables in one form up to 1.35, in others since; before 1.34 it knows no hints of nodes. */
const VERSIONS = ['1.31.14', '1.32.13', '1.33.9', '1.34.6', '1.35.4', '1.36.3', '1.37.2'];

/** The scenario of a seed; `given`: a CNI, in place of one by chance, or "machine": one's own machine with the CNI of what makes it. */
export function createScenario(seed: number, mode: string, given?: string): Scenario {
  const random = createRandom(seed);
  const features = new Set<string>();
  const note = (feature: string): void => {
    features.add(feature);
  };
  const families = random.pick<Families>(['IPv4', 'IPv4', 'IPv6', 'IPv4,IPv6', 'IPv4,IPv6', 'IPv6,IPv4']);
  note(`families ${families}`);
  const nodes = Array.from({ length: random.integer(1, 4) }, (_, index) => `node-${index + 1}`);
  note(`${nodes.length} nodes`);
  const scattered = random.chance(0.15);
  if (scattered) note('nodes in different networks');
  const policies = random.chance(0.5);
  const k3s = createRandom(seed ^ K3S).chance(0.15);
  if (k3s) note('k3s');
  const making: Making = { random, families, nodes, scattered, policies, k3s, note };
  const pods = Array.from({ length: random.integer(3, 9) }, (_, index) => createPod(making, index));
  const services = Array.from({ length: random.integer(3, 7) }, (_, index) => createService(making, index)).flat();
  const version = createRandom(seed ^ VERSION).pick(VERSIONS);
  note(`Kubernetes ${version}`);
  const objects = [
    ...createSettings(making, mode, { version, tcpBeLiberal: createRandom(seed ^ LIBERAL).chance(0.2) }),
    ...nodes.map((_, at) => createNode(making, at)),
    ...pods,
    ...services,
    ...createPolicies(making),
    ...createExtras({ ...making, random: createRandom(seed ^ EXTRAS) }),
  ];
  const own = createRandom(seed ^ MACHINE);
  if (given === 'machine' || (given === undefined && !scattered && !k3s && own.chance(0.2))) {
    const placed = onOwnMachine(objects, { ...making, random: own });
    note(`CNI ${placed.cni}`);
    return { ...placed, features };
  }
  const cni = given ?? random.pick(policies && random.chance(0.75) ? ENFORCING : CNIS);
  note(`CNI ${cni}`);
  const small = cni === 'aws-vpc' && createRandom(seed ^ INSTANCE).chance(0.5);
  if (small) note('instances whose pods share several network interfaces');
  return { objects: small ? objects.map(onSmallInstance) : objects, cni, features };
}

/** Five pods on each of its three network interfaces. docs.aws.amazon.com AWSEC2 AvailableIpPerENI */
function onSmallInstance(object: RawObject): RawObject {
  if (object.kind !== 'Node') return object;
  const { metadata } = object;
  const labels = { ...metadata.labels, 'node.kubernetes.io/instance-type': 't3.medium' };
  return { ...object, metadata: { ...metadata, labels } };
}

interface Settings {
  readonly version: string;
  readonly tcpBeLiberal: boolean;
}

function createSettings(
  { random, families, note }: Making,
  mode: string,
  { version, tcpBeLiberal }: Settings,
): readonly RawObject[] {
  if (tcpBeLiberal) note('tcpBeLiberal');
  const podSubnet = ofFamilies(families, '10.244.0.0/16', 'fd00:10:244::/56').join();
  const serviceSubnet = ofFamilies(families, '10.96.0.0/16', 'fd00:10:96::/112').join();
  const detect = random.pick([
    'ClusterCIDR',
    'ClusterCIDR',
    'NodeCIDR',
    'BridgeInterface',
    'InterfaceNamePrefix',
    'none',
  ]);
  note(`detectLocalMode ${detect}`);
  const masqueradeAll = random.chance(0.15);
  if (masqueradeAll) note('masqueradeAll');
  const localhostNodePorts = random.chance(0.7);
  note(`localhostNodePorts ${localhostNodePorts}`);
  const nodePortAddresses = random.pick([
    [],
    [],
    [],
    ['primary'],
    ofFamilies(families, '192.168.10.0/24', 'fd00:192::/64'),
    ofFamilies(families, '127.0.0.0/8', '::1/128'),
    ofFamilies(families, '10.244.0.0/16', 'fd00:10:244::/56'),
  ]);
  if (nodePortAddresses.length > 0) note(`nodePortAddresses ${nodePortAddresses.join()}`);
  const proxy: RawObject = {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    metadata: { name: 'kube-proxy' },
    mode,
    clusterCIDR: detect === 'none' ? '' : podSubnet,
    detectLocalMode: detect === 'none' ? 'ClusterCIDR' : detect,
    detectLocal: { bridgeInterface: 'cbr0', interfaceNamePrefix: 'cbr' },
    nodePortAddresses,
    iptables: { masqueradeAll, localhostNodePorts },
    nftables: { masqueradeAll },
    conntrack: { tcpBeLiberal },
  };
  const cluster: RawObject = {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    metadata: { name: 'cluster' },
    kubernetesVersion: `v${version}`,
    networking: { podSubnet, serviceSubnet },
  };
  return [proxy, cluster];
}

function createNode(making: Making, index: number): RawObject {
  const { random, families, nodes, note } = making;
  const name = nodes[index] ?? '';
  const addresses = nodeAddresses(making, index);
  const external = random.chance(0.15);
  if (external) note('node with ExternalIP');
  const ready = random.chance(0.95);
  if (!ready) note('node not ready');
  const podCIDRs = ofFamilies(families, `10.244.${index + 1}.0/24`, `fd00:10:244:${index + 1}::/64`);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': ZONES[index % 2] ?? '' },
    },
    spec: { podCIDRs, ...(making.k3s ? { providerID: `k3s://${name}` } : {}) },
    status: {
      addresses: [
        ...addresses.map((address) => ({ type: 'InternalIP', address })),
        ...(external
          ? ofFamilies(families, `203.0.113.${11 + index}`, `2001:db8:203::${11 + index}`).map((address) => ({
              type: 'ExternalIP',
              address,
            }))
          : []),
      ],
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  };
}

function createPod(making: Making, index: number): RawObject {
  const { random, families, nodes, note } = making;
  const nodeName = random.pick(nodes);
  const name = `pod-${index + 1}`;
  const hostNetwork = random.chance(0.15);
  if (hostNetwork) note('hostNetwork pod');
  const state = random.pick([
    'ready',
    'ready',
    'ready',
    'ready',
    'not ready',
    'terminating',
    'terminating not serving',
  ]);
  if (state !== 'ready') note(`pod ${state}`);
  // Named alike everywhere, not numbered alike; hostNetwork pods must not collide.
  const http = hostNetwork ? 9000 + index : random.pick([8080, 8081]);
  const dns = hostNetwork ? 9100 + index : 5353;
  const sig = hostNetwork ? 9200 + index : 3868;
  const web = hostNetwork ? {} : createHostPort(making, index, nodes.indexOf(nodeName));
  const shared = 'hostPort' in web && random.chance(0.5);
  if (shared) note('hostPort of TCP, UDP and SCTP');
  const stray = !hostNetwork && random.chance(0.1);
  if (stray) note("pod address outside its node's podCIDR");
  const podIPs = ofFamilies(families, `10.244.77.${10 + index}`, `fd00:10:244:77::${10 + index}`).map((ip) => ({ ip }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: making.policies && random.chance(0.3) ? 'pay' : 'shop',
      labels: { app: random.pick(APPS), ...(hostNetwork || stray ? {} : EVERYONE) },
      ...(state.startsWith('terminating') ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      nodeName,
      hostNetwork,
      containers: [
        {
          name: 'web',
          image: 'web',
          ports: [
            { name: 'http', containerPort: http, protocol: 'TCP', ...web },
            { name: 'dns', containerPort: dns, protocol: 'UDP', ...(shared ? web : {}) },
            { name: 'sig', containerPort: sig, protocol: 'SCTP', ...(shared ? web : {}) },
          ],
        },
      ],
    },
    status: {
      phase: 'Running',
      ...(stray ? { podIP: podIPs[0]?.ip, podIPs } : {}),
      conditions: [{ type: 'Ready', status: state === 'ready' || state === 'terminating' ? 'True' : 'False' }],
    },
  };
}

/** No two pods have the same. One in a few is a number that a NodePort may have too. */
function createHostPort(making: Making, index: number, node: number): { hostPort?: number; hostIP?: string } {
  const { random, families, note } = making;
  if (!random.chance(0.5)) return {};
  const likeNodePort = random.chance(0.15);
  const hostPort = likeNodePort ? SHARED_NODE_PORT + index : 7000 + index;
  if (likeNodePort) note('hostPort in the range of NodePorts');
  const hostIP = random.pick([
    '',
    '',
    '',
    random.pick(nodeAddresses(making, node)),
    random.pick(ofFamilies(families, '0.0.0.0', '::')),
    random.pick(ofFamilies(families, '127.0.0.1', '::1')),
  ]);
  note(hostIP === '' ? 'hostPort' : `hostPort with hostIP ${isNodeAddress(hostIP) ? 'of its node' : hostIP}`);
  return { hostPort, ...(hostIP === '' ? {} : { hostIP }) };
}

const isNodeAddress = (ip: string): boolean => !['0.0.0.0', '::', '127.0.0.1', '::1'].includes(ip);
