import { flowKey } from '../../net/flow.ts';
import type { Backend, BpfReverse, BpfService } from '../model/bpf.ts';
import type { Interface, NetworkNamespace, Transit } from '../namespace/namespace.ts';
import { headerChanges, type PacketHeader } from '../model/packet.ts';
import type { BpfStep } from '../model/trace.ts';

/** The backend a program took, and how. */
export type Chosen = { readonly backend: Backend } & Pick<BpfStep['detail'], 'chance' | 'persistent'>;

/** What a program did with a packet. */
interface BpfEvent extends Chosen {
  readonly action: BpfStep['action'];
  readonly attached: string;
  readonly service: Pick<BpfService, 'frontend'>;
}

/** Gives the packet its new header and records it. */
export function recordProgram(
  transit: Transit,
  { action, attached, service, ...how }: BpfEvent,
  after: PacketHeader,
): void {
  const changes = headerChanges(transit.header, after);
  if (changes.length > 0) transit.header = after;
  const detail = { attached, frontend: service.frontend, changes, ...how };
  transit.trace.add({ type: 'BPF', action, packet: transit.header, detail });
}

/** A packet of a translated connection, the other way. */
export function reverseTranslation(
  transit: Transit,
  attached: string,
  { frontend, backend, addresses }: BpfReverse,
): void {
  const { sourceIP, sourcePort, destinationIP, destinationPort } = addresses;
  const after = { ...transit.header, sourceIP, sourcePort, destinationIP, destinationPort };
  recordProgram(transit, { action: 'REVERSED', attached, service: { frontend }, backend }, after);
}

/** The program at a device's egress: replies of this node's backends get the address the client had asked for. */
export function runEgress(transit: Transit, namespace: NetworkNamespace, device: Interface): void {
  if (namespace.bpf?.device?.name !== device.name) return;
  const reply = transit.session.bpf(namespace.id).leaving.get(flowKey(transit.header));
  if (reply !== undefined) reverseTranslation(transit, `tc/${device.name} egress`, reply);
}
