import type { Cluster, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { Machine } from '../../kubernetes/model/machine.ts';
import type { RawObject } from '../../kubernetes/model/object.ts';
import { recordOf } from '../../kubernetes/model/reader.ts';
import type { Flow } from '../../net/flow.ts';
import type { Fix } from '../outcome/fix.ts';

interface MissingPort {
  readonly header: Flow;
  /** Of the Service that may have been meant. */
  readonly meant: ServicePort | undefined;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * The configuration of kind or k3d with the port of the machine mapped: to a hostPort of that number, else to the node port of the
 * Service that was meant, and where servicelb serves the Service to its own port. undefined: none of these is there.
 */
export function mapPort(cluster: Cluster, machine: Machine, { header, meant }: MissingPort): Fix | undefined {
  const { destinationPort: port, protocol } = header;
  const containerPort = hasHostPort(cluster, port)
    ? port
    : machine.environment === 'k3d' && meant !== undefined && isBalanced(cluster, meant)
      ? meant.port
      : meant?.nodePort;
  if (containerPort === undefined || protocol === 'ICMP') return undefined;
  const given = machine.configured && cluster.ofKind(machine.configured).at(-1);
  const at = { port, containerPort, environment: machine.environment };
  if (machine.environment === 'k3d') {
    const entry = {
      port: `${port}:${containerPort}${protocol === 'TCP' ? '' : `/${protocol.toLowerCase()}`}`,
      nodeFilters: ['loadbalancer'],
    };
    if (given === undefined) return { code: 'MAP_PORT', detail: at, ...created(k3dConfig(cluster, entry)) };
    const value = [...listOf(given.raw['ports']), entry];
    return { code: 'MAP_PORT', detail: at, object: given.ref, path: ['ports'], value };
  }
  const entry = { containerPort, hostPort: port, ...(protocol !== 'TCP' && { protocol }) };
  if (given === undefined) return { code: 'MAP_PORT', detail: at, ...created(kindConfig(cluster, entry)) };
  const nodes = listOf(given.raw['nodes']);
  const { ref: object } = given;
  if (nodes.length === 0)
    return { code: 'MAP_PORT', detail: at, object, path: ['nodes'], value: [controlPlane(entry)] };
  const value = [...listOf(recordOf(nodes[0])['extraPortMappings']), entry];
  return { code: 'MAP_PORT', detail: at, object, path: ['nodes', 0, 'extraPortMappings'], value };
}

const hasHostPort = (cluster: Cluster, port: number): boolean =>
  cluster.nodes.some(({ name }) =>
    cluster
      .portTakersOn(name)
      .some(({ containers }) => containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort === port))),
  );

const isBalanced = ({ services }: Cluster, meant: ServicePort): boolean =>
  services.some(({ type, ports }) => type === 'LoadBalancer' && ports.includes(meant));

const created = (value: RawObject): Pick<Fix, 'object' | 'path' | 'value'> => ({
  object: { kind: value.kind, name: value.metadata.name },
  path: [],
  value,
});

const controlPlane = (entry: object) => ({ role: 'control-plane', extraPortMappings: [entry] });

function kindConfig({ nodes }: Cluster, entry: object): RawObject {
  const name = nodes.flatMap((node) => /^(.+)-control-plane$/.exec(node.name)?.[1] ?? [])[0];
  return {
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    kind: 'Cluster',
    metadata: { name: 'kind' },
    ...(name !== undefined && { name }),
    nodes: [controlPlane(entry)],
  };
}

function k3dConfig({ nodes }: Cluster, entry: object): RawObject {
  const names = nodes.flatMap((node) => /^k3d-(.+)-(server|agent)-\d+$/.exec(node.name) ?? []);
  const count = (role: string): number => nodes.filter(({ name }) => name.includes(`-${role}-`)).length;
  return {
    apiVersion: 'k3d.io/v1alpha5',
    kind: 'Simple',
    metadata: { name: names[1] ?? 'k3s-default' },
    servers: Math.max(1, count('server')),
    agents: count('agent'),
    ports: [entry],
  };
}
