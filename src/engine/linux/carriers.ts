import type { Ipip, Mac, NetworkNamespace, Vxlan } from './namespace.ts';
import type { Interface } from './namespace.ts';
import type { Ip } from '../net/ip.ts';
import type { Next, Transit } from './transit.ts';

/** What carries packets past a host's plain way out: tunnel devices, and programs that forward. Few clusters have any. */
export interface Carriers {
  readonly enterVxlan: (transit: Transit, namespace: NetworkNamespace, device: Vxlan, mac: Mac) => Next;
  readonly enterIpip: (transit: Transit, namespace: NetworkNamespace, device: Ipip, nexthop: Ip) => Next;
  /** undefined: no tunnel device of the host takes the packet. */
  readonly decapsulate: (transit: Transit, namespace: NetworkNamespace) => Next | undefined;
  /** undefined: the program at the device lets the host's stack take the packet, or there is none. */
  readonly redirect: (transit: Transit, namespace: NetworkNamespace, point: Point) => Next | undefined;
}

/** Where a program is attached. */
export interface Point {
  readonly device: Interface;
  readonly direction: 'ingress' | 'egress';
}

let installed: Carriers | undefined;

/** Makes them known, once and for all: whoever programs such devices installs them (dataplane/cni/install.ts). */
export function installCarriers(carriers: Carriers): void {
  installed = carriers;
}

/** Undefined: nobody has programmed a device that needs them. */
export function carriers(): Carriers | undefined {
  return installed;
}
