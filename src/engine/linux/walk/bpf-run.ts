import { flowKey, reverseFlow, type Flow } from '../../net/flow.ts';
import { ipFamily } from '../../net/ip.ts';
import { recordProgram, reverseTranslation, runEgress, type Chosen } from './bpf-record.ts';
import type { BpfService, BpfState } from '../model/bpf.ts';
import {
  type BpfTranslators,
  type Interface,
  type NetworkNamespace,
  familyOf,
  type Transit,
} from '../namespace/namespace.ts';
import { routeSource } from '../namespace/kernel-routes.ts';
import { isLocal } from '../namespace/match.ts';
import type { PacketHeader } from '../model/packet.ts';
import { decrementTtl } from './receive-ip.ts';
import { routeOutput } from './routing.ts';
import { sendTo } from './transmit.ts';
import { end, type End, type Next } from '../namespace/next.ts';

const FIRST_FREE_PORT = 1024;
const LAST_PORT = 65_535;

/** Whoever attaches programs that translate gives them these. */
export const BPF_TRANSLATORS: BpfTranslators = { connect: connectSocket, ingress: runIngress, egress: runEgress };

/**
 * The socket program: the process asks for a Service and its socket is given a backend, before any packet exists. The source
 * address is selected for the backend unless the process had bound another. undefined: go on. An End where the Service has no
 * backend: connect() fails. Cilium bpf/bpf_sock.c __sock4_xlate_fwd.
 * Simplification: what a process is told of its peer (getpeername, recvmsg) is not walked; it sees the Service's address.
 */
function connectSocket(transit: Transit, namespace: NetworkNamespace): End | undefined {
  const lookup = namespace.bpf?.socket;
  const { header } = transit;
  if (lookup === undefined || transit.answer || header.protocol === 'ICMP') return undefined;
  const service = lookup(header.protocol, header.destinationIP, header.destinationPort);
  transit.trace.compared(1);
  if (service === undefined) return undefined;
  const attached = `cgroup/connect${familyOf(transit)}`;
  const state = transit.session.bpf(namespace.id);
  const chosen = chooseBackend(transit, state, service, namespace.id);
  if (chosen === undefined) return refuse(transit, attached, service, 'NO_BACKEND');
  const { ip, port } = chosen.backend;
  const unbound = routeSource(namespace, header.destinationIP) === header.sourceIP;
  const sourceIP = unbound ? (routeSource(namespace, ip) ?? header.sourceIP) : header.sourceIP;
  recordProgram(
    transit,
    { action: 'SOCKET_TRANSLATED', attached, service, ...chosen },
    {
      ...header,
      sourceIP,
      destinationIP: ip,
      destinationPort: port,
    },
  );
  return undefined;
}

/**
 * The program at a device's ingress. undefined: the packet goes on into the host's IP stack, its destination possibly changed to
 * a backend on this node. Otherwise it was sent on, past the stack and its netfilter hooks. Cilium bpf/lib/nodeport.h.
 * Simplification: a packet that the program sends on is shown as leaving by the route and neighbour the stack would use.
 */
function runIngress(transit: Transit, namespace: NetworkNamespace, device: Interface): Next | undefined {
  const program = namespace.bpf?.device;
  const isTunnel = device.kind === 'vxlan' || device.kind === 'ipip';
  if (program === undefined || transit.header.protocol === 'ICMP') return undefined;
  if (program.name !== device.name && !isTunnel) return undefined;
  const state = transit.session.bpf(namespace.id);
  const attached = `tc/${device.name} ingress`;
  const { header } = transit;
  const reply = state.arriving.get(flowKey(header));
  if (reply !== undefined) {
    reverseTranslation(transit, attached, reply);
    // The client can be the node itself, or a pod it masqueraded: then the stack takes over.
    return isLocal(namespace, transit.header.destinationIP) ? undefined : sendOn(transit, namespace);
  }
  if (isTunnel) return undefined;
  const service = program.lookup(header.protocol, header.destinationIP, header.destinationPort);
  transit.trace.compared(1);
  if (service === undefined) return undefined;
  if (service.denies?.(header.sourceIP) === true) return refuse(transit, attached, service, 'DENIED');
  const known = state.connections.get(flowKey(header));
  const chosen =
    known === undefined ? chooseBackend(transit, state, service, `${header.sourceIP}`) : { backend: known };
  if (chosen === undefined) return refuse(transit, attached, service, 'NO_BACKEND');
  const { backend } = chosen;
  state.connections.set(flowKey(header), backend);
  const inside = { ...header, destinationIP: backend.ip, destinationPort: backend.port };
  recordProgram(transit, { action: 'DNAT', attached, service, ...chosen }, inside);
  const addresses = reverseFlow(header);
  const { frontend } = service;
  const way = wayOut(namespace, device, inside);
  if (way === undefined) {
    state.leaving.set(flowKey(reverseFlow(inside)), { frontend, backend, addresses });
    return undefined;
  }
  // Into a tunnel the client goes by the address the node has there, so that its reply comes back the same way.
  const source = way === 'tunnel' ? routeSource(namespace, backend.ip) : program.source(ipFamily(backend.ip));
  if (source === undefined) return end('DROPPED');
  const outside = withFreePort({ ...inside, sourceIP: source }, state, header);
  state.arriving.set(flowKey(reverseFlow(outside)), { frontend, backend, addresses });
  recordProgram(transit, { action: 'SNAT', attached, service, backend }, outside);
  return sendOn(transit, namespace);
}

/** Simplification: a random backend branches the walk, each alike (Cilium's default algorithm). */
function chooseBackend(
  transit: Transit,
  { affinity }: BpfState,
  { frontend, backends, affinity: seconds }: BpfService,
  client: string,
): Chosen | undefined {
  const key = `${client} ${frontend.protocol} ${frontend.ip} ${frontend.port}`;
  const before = seconds === undefined ? undefined : affinity.get(key);
  if (before !== undefined) return { backend: before, persistent: true };
  const index =
    backends.length < 2
      ? 0
      : transit.session.choose(
          backends.map(() => 1),
          { of: (option) => backends[option] },
        );
  const backend = backends[index];
  if (backend === undefined) return undefined;
  if (seconds !== undefined) affinity.set(key, backend);
  return backends.length < 2 ? { backend } : { backend, chance: 1 / backends.length };
}

function refuse(transit: Transit, attached: string, { frontend }: BpfService, action: 'NO_BACKEND' | 'DENIED'): End {
  transit.trace.add({ type: 'BPF', action, packet: transit.header, detail: { attached, frontend, changes: [] } });
  return end(action === 'DENIED' ? 'DROPPED' : 'REJECTED');
}

/** By the device itself, or by a tunnel device or one whose program puts it into a tunnel; undefined: neither, so it stays on the node. */
function wayOut(namespace: NetworkNamespace, device: Interface, header: PacketHeader): 'device' | 'tunnel' | undefined {
  const route = namespace.fib(ipFamily(header.destinationIP)).lookup(header.destinationIP);
  if (route?.type !== 'unicast') return undefined;
  const ways = route.nexthops.map((nexthop) => nexthop.device);
  const tunnelled = (way: string): boolean => {
    const kind = namespace.interface(way)?.kind;
    if (kind === 'vxlan' || kind === 'ipip') return true;
    return namespace.bpf?.redirect?.decide({ device: way, direction: 'egress', header })?.to === 'tunnel';
  };
  if (ways.includes(device.name)) return 'device';
  return ways.some(tunnelled) ? 'tunnel' : undefined;
}

/** The client's port, or the next one up that no other forwarded client of this node has towards the backend. */
function withFreePort(header: PacketHeader, { arriving }: BpfState, client: Flow): PacketHeader {
  let candidate = header;
  for (let tried = FIRST_FREE_PORT; tried <= LAST_PORT; tried += 1) {
    const owner = arriving.get(flowKey(reverseFlow(candidate)))?.addresses;
    if (owner?.destinationIP === client.sourceIP && owner.destinationPort === client.sourcePort) return candidate;
    if (owner === undefined) return candidate;
    const next = candidate.sourcePort + 1;
    candidate = { ...candidate, sourcePort: next > LAST_PORT ? FIRST_FREE_PORT : next };
  }
  return candidate;
}

/** fib_redirect: by the host's routes to a device, without its hooks. */
function sendOn(transit: Transit, namespace: NetworkNamespace): Next {
  const route = routeOutput(transit, namespace, true);
  if (route.kind === 'END') return route;
  if (route.kind === 'LOCAL') return end('DROPPED');
  const expired = decrementTtl(transit);
  if (expired !== undefined) return expired;
  return sendTo(transit, namespace, route.nexthop.device, route.gateway);
}
