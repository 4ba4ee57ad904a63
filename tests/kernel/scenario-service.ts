import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { APPS, type Making, nodeAddresses, SHARED_NODE_PORT, ZONES } from './making.ts';

/** Seconds. */
export const SHORT_MEMORY = 2;
const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'LoadBalancer'] as const;

/** A Service of any kind that a kernel can show, and the EndpointSlice it may bring along. */
export function createService(making: Making, index: number): readonly RawObject[] {
  const { random, families, note } = making;
  const name = `svc-${index + 1}`;
  if (random.chance(0.05)) return createWithoutAddress(making, name);
  const type = random.pick(TYPES);
  note(`type ${type}`);
  const external = type !== 'ClusterIP';
  const udp = random.chance(0.25);
  if (udp) note('UDP port');
  const both = udp && random.chance(0.3);
  if (both) note('one port number, two protocols');
  const sctp = random.chance(0.25);
  if (sctp) note('SCTP port');
  const named = random.chance(0.5);
  note(named ? 'named targetPort' : 'numbered targetPort');
  const given = external && random.chance(0.25) ? { nodePort: SHARED_NODE_PORT + index } : {};
  if ('nodePort' in given) note('nodePort given');
  const ports = [
    { name: 'http', port: 80, protocol: 'TCP', targetPort: named ? 'http' : 8080, ...given },
    ...(udp ? [{ name: 'dns', port: 53, protocol: 'UDP', targetPort: named ? 'dns' : 5353 }] : []),
    ...(sctp ? [{ name: 'sig', port: 2905, protocol: 'SCTP', targetPort: named ? 'sig' : 3868 }] : []),
    ...(both ? [{ name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: named ? 'http' : 8080 }] : []),
  ];
  const manual = random.chance(0.15);
  const spec: Record<string, unknown> = { type, ports };
  if (!manual) spec['selector'] = { app: random.chance(0.1) ? 'nobody' : random.pick(APPS) };
  const family = random.pick(families.split(','));
  if (families.includes(',')) {
    const dual = random.chance(0.6);
    spec['ipFamilyPolicy'] = dual ? 'RequireDualStack' : 'SingleStack';
    if (!dual) spec['ipFamilies'] = [family];
    note(dual ? 'dual-stack Service' : 'single-stack Service in a dual-stack cluster');
  }
  if (random.chance(0.25)) {
    spec['internalTrafficPolicy'] = 'Local';
    note('internalTrafficPolicy Local');
  }
  if (external && random.chance(0.5)) {
    spec['externalTrafficPolicy'] = 'Local';
    note(`externalTrafficPolicy Local on ${type}`);
  }
  if (random.chance(0.2)) {
    spec['sessionAffinity'] = 'ClientIP';
    note('sessionAffinity ClientIP');
    if (random.chance(0.5)) {
      spec['sessionAffinityConfig'] = { clientIP: { timeoutSeconds: SHORT_MEMORY } };
      note('sessionAffinity ClientIP that is soon forgotten');
    }
  }
  if (random.chance(0.15)) {
    spec['publishNotReadyAddresses'] = true;
    note('publishNotReadyAddresses');
  }
  if (random.chance(0.25)) {
    spec['trafficDistribution'] = random.pick(['PreferClose', 'PreferSameZone', 'PreferSameNode']);
    note(`trafficDistribution ${String(spec['trafficDistribution'])}`);
  }
  if (random.chance(0.25)) {
    const ofNode = random.chance(0.2);
    spec['externalIPs'] = ofNode
      ? nodeAddresses(making, 0)
      : families.split(',').map((one) => (one === 'IPv4' ? `192.0.2.${20 + index}` : `2001:db8:e::${20 + index}`));
    note(ofNode ? "externalIPs that are a node's" : 'externalIPs');
  }
  const status = type === 'LoadBalancer' ? loadBalancer(making, index, spec) : {};
  const service: RawObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec,
    ...status,
  };
  return manual ? [service, ...createSlices(making, index, ports)] : [service];
}

/** Names alone: no node has a rule for them. */
function createWithoutAddress({ random, note }: Making, name: string): readonly RawObject[] {
  const headless = random.chance(0.5);
  note(headless ? 'headless Service' : 'ExternalName Service');
  const ports = [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }];
  const spec = headless
    ? { clusterIP: 'None', selector: { app: random.pick(APPS) }, ports }
    : { type: 'ExternalName', externalName: 'db.example.com', ports };
  return [{ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec }];
}

/** Where a pod listens for each protocol; Services without selector name it by number. */
const CONTAINER_PORT: Readonly<Record<string, number>> = { TCP: 8080, UDP: 5353, SCTP: 3868 };

/** What its load balancer says of it; on k3s nothing: servicelb will have it on host ports. */
function loadBalancer({ random, families, k3s, note }: Making, index: number, spec: Record<string, unknown>) {
  if (random.chance(0.3)) {
    const outside = random.chance(0.5);
    spec['loadBalancerSourceRanges'] = families.split(',').flatMap((one) => {
      if (one === 'IPv4') return outside ? ['198.51.100.0/24'] : ['10.0.0.0/8', '192.168.0.0/16'];
      return outside ? ['2001:db8:ffff::/64'] : ['fd00::/8'];
    });
    note(`loadBalancerSourceRanges that ${outside ? 'admit' : 'bar'} the client`);
  }
  if (random.chance(0.2)) {
    spec['allocateLoadBalancerNodePorts'] = false;
    note('allocateLoadBalancerNodePorts false');
  }
  const ipMode = random.chance(0.3) ? 'Proxy' : 'VIP';
  note(`load balancer ipMode ${ipMode}`);
  const shared = random.chance(0.1);
  if (shared) note('load balancer address shared by two Services');
  const number = 140 + (shared ? Math.max(0, index - 1) : index);
  if (shared) shiftPorts(spec, 1000);
  if (k3s) {
    // Of two that want one port, one gets none; of these each other one does.
    shiftPorts(spec, 1000 * Math.floor(index / 2));
    return {};
  }
  const ingress = families
    .split(',')
    .map((one) => ({ ip: one === 'IPv4' ? `203.0.113.${number}` : `2001:db8:203:113::${number}`, ipMode }));
  return { status: { loadBalancer: { ingress } } };
}

function shiftPorts(spec: Record<string, unknown>, by: number): void {
  const ports = spec['ports'] as readonly { readonly port: number }[];
  spec['ports'] = ports.map((port) => ({ ...port, port: port.port + by }));
}

interface NamedPort {
  readonly name: string;
  readonly protocol: string;
}

/** Endpoints written by hand: pods' addresses as IPAM will give them, or the node's; hints and conditions of any kind. */
function createSlices(making: Making, index: number, ports: readonly NamedPort[]): readonly RawObject[] {
  const { random, families, nodes, note } = making;
  note('Service without selector');
  const hinted = random.chance(0.5);
  if (hinted) note('zone hints in a given EndpointSlice');
  const chosen = nodes.map((_, at) => at).filter(() => random.chance(0.7));
  if (chosen.length === 0) note('EndpointSlice without endpoints');
  return families.split(',').map((family) => ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `svc-${index + 1}-${family.toLowerCase()}`,
      namespace: 'shop',
      labels: { 'kubernetes.io/service-name': `svc-${index + 1}` },
    },
    addressType: family,
    ports: ports.map(({ name, protocol }) => ({ name, protocol, port: CONTAINER_PORT[protocol] ?? 0 })),
    endpoints: chosen.map((at) => ({
      addresses: [family === 'IPv4' ? `10.244.${at + 1}.2` : `fd00:10:244:${at + 1}::2`],
      nodeName: nodes[at],
      conditions: random.pick([
        { ready: true },
        { ready: true },
        { ready: false, serving: true, terminating: true },
        { ready: false, serving: false },
      ]),
      ...(hinted ? { hints: { forZones: [{ name: ZONES[at % 2] }] } } : {}),
    })),
  }));
}
