import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { Making } from './making.ts';
import type { Random } from './random.ts';

/** A cluster that runs on somebody's own machine, and the CNI that what makes it comes with. */
export interface OnMachine {
  readonly objects: readonly RawObject[];
  readonly cni: string;
}

/** A kernel that is named so is a virtual machine's. */
const IN_VM = '6.10.14-linuxkit';

/** The same objects on nodes of kind, k3d, minikube or Docker Desktop, with ports that docker publishes on the machine. */
export function onOwnMachine(objects: readonly RawObject[], making: Making): OnMachine {
  const { random, nodes, note } = making;
  const environment = random.pick([
    'kind',
    'kind',
    'k3d',
    ...(nodes.length === 1 ? ['minikube', 'docker-desktop'] : []),
  ]);
  const inVM = environment === 'docker-desktop' || random.chance(0.25);
  note(`on one's own machine by ${environment}`);
  if (inVM) note("on one's own machine, in a virtual machine");
  const placed = objects.map((each) => (each.kind === 'Node' ? createLocal(each, environment, inVM) : each));
  const renamed = nodes.reduce(
    (text, name, at) => text.replaceAll(`"${name}"`, `"${localName(environment, name, at)}"`),
    JSON.stringify(placed),
  );
  const configured =
    environment === 'kind' ? [createKind(making, objects)] : environment === 'k3d' ? [createK3d(making, objects)] : [];
  return {
    objects: [...(JSON.parse(renamed) as readonly RawObject[]), ...configured],
    cni: { kind: 'kindnet', k3d: 'flannel' }[environment] ?? 'bridge',
  };
}

function localName(environment: string, name: string, at: number): string {
  if (environment === 'k3d') return at === 0 ? 'k3d-dev-server-0' : `k3d-dev-agent-${at - 1}`;
  return environment === 'docker-desktop' ? environment : name;
}

interface Address {
  readonly type: string;
}

function createLocal(node: RawObject, environment: string, inVM: boolean): RawObject {
  const { addresses, ...status } = node['status'] as { readonly addresses: readonly Address[] };
  const labels = environment === 'minikube' ? { 'minikube.k8s.io/name': 'minikube' } : {};
  return {
    ...node,
    metadata: { ...node.metadata, labels: { ...node.metadata.labels, ...labels } },
    spec: {
      ...(node['spec'] as object),
      ...(environment === 'kind' ? { providerID: `kind://docker/kind/${node.metadata.name}` } : {}),
    },
    status: {
      ...status,
      addresses: addresses.filter(({ type }) => type === 'InternalIP'),
      ...(inVM ? { nodeInfo: { kernelVersion: IN_VM } } : {}),
    },
  };
}

/** Node ports that Services have or may have, hostPorts, and one that nobody has. */
const CONTAINER_PORTS = [30_000, 30_001, 30_002, 30_003, 32_001, 32_002, 32_003, 7000, 7001, 7002, 31_999];
const MAPPED = 3;

/** Half of them lead to a Service, where one has a node port. */
function pickPorts(random: Random, objects: readonly RawObject[]): readonly number[] {
  const served = objects.flatMap((each) => {
    const { ports = [] } = (each['spec'] ?? {}) as { readonly ports?: readonly { readonly nodePort?: number }[] };
    return each.kind === 'Service' ? ports.flatMap(({ nodePort }) => nodePort ?? []) : [];
  });
  const found = random.sample([...new Set(served)], Math.min(MAPPED, new Set(served).size));
  const others = CONTAINER_PORTS.filter((port) => !found.includes(port));
  return [...found, ...random.sample(others, MAPPED)];
}

function createKind({ random, families, nodes }: Making, objects: readonly RawObject[]): RawObject {
  const mappings = pickPorts(random, objects).map((containerPort, at) => {
    const listenAddress = random.pick(['', '', '127.0.0.1', '0.0.0.0', '::', '::1']);
    const protocol = random.chance(0.2) ? { protocol: 'UDP' } : {};
    return { containerPort, hostPort: 8100 + at, ...(listenAddress === '' ? {} : { listenAddress }), ...protocol };
  });
  const holder = random.integer(0, nodes.length - 1);
  return {
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    kind: 'Cluster',
    metadata: { name: 'kind' },
    networking: { ipFamily: families.includes(',') ? 'dual' : families.toLowerCase() },
    nodes: nodes.map((_, at) => ({
      role: at === 0 ? 'control-plane' : 'worker',
      extraPortMappings: at === holder ? mappings : [],
    })),
  };
}

function createK3d({ random, nodes }: Making, objects: readonly RawObject[]): RawObject {
  const filters = [
    'loadbalancer',
    'server:0',
    'server:0:direct',
    'all',
    ...(nodes.length > 1 ? ['agent:0', 'agent:*:direct'] : []),
  ];
  const ports = pickPorts(random, objects).map((containerPort, at) => ({
    port: `${random.pick(['', '', '127.0.0.1:', '0.0.0.0:'])}${8100 + at}:${containerPort}`,
    nodeFilters: [random.pick(filters)],
  }));
  return {
    apiVersion: 'k3d.io/v1alpha5',
    kind: 'Simple',
    metadata: { name: 'dev' },
    servers: 1,
    agents: nodes.length - 1,
    ports,
  };
}
