import type { InterfaceRef, Mac } from '../../linux/model/place.ts';
import type { Route } from '../../linux/model/routes.ts';
import type { Ip, IpFamily } from '../../net/ip.ts';

/** A cloud's network, which delivers pod addresses by itself. */
export interface CniFabric {
  /** The station on the nodes' segment that an address belongs to, be it no interface's own. */
  readonly macOf: (ip: Ip) => Mac | undefined;
  /** Further stations: interfaces of nodes besides eth0. */
  readonly station: (mac: Mac) => InterfaceRef | undefined;
  /** Routes of the router to pod addresses. */
  readonly routes: (family: IpFamily) => readonly Route[];
}
