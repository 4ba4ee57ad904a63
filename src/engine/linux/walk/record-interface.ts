import type { Interface, Transit } from '../namespace/namespace.ts';

/** The packet passes a device. */
export function recordInterface(transit: Transit, action: 'RECEIVED' | 'TRANSMITTED', device: Interface): void {
  const { name, kind, mtu } = device;
  transit.trace.add({ type: 'INTERFACE', action, packet: transit.header, detail: { interface: name, kind, mtu } });
}
