import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import type { Environment, Machine } from '../../kubernetes/model/machine.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';

/** What there is to say of somebody's own machine, on which the cluster runs. */
export interface MachineCauseDetails {
  /** Nothing on the machine takes connections at the port. */
  readonly PORT_NOT_PUBLISHED: {
    readonly environment: Environment;
    /** A configuration that maps ports is among the objects. */
    readonly configured: boolean;
    readonly ip: Ip;
    readonly protocol: Protocol;
    readonly port: Port;
    /** Ports of the machine that lead into the cluster. */
    readonly published: readonly Port[];
    /** The Service that may have been meant, and its node port. */
    readonly service?: NamespacedName;
    readonly nodePort?: Port;
  };
  /** The machine that calls has no way to the address. `is`: what it is of its owner. `reach`: where nodes are. */
  readonly ADDRESS_NOT_ON_MACHINE: {
    readonly is: 'NODE' | 'SERVICE' | 'POD' | 'EXTERNAL_IP' | 'LOAD_BALANCER';
    readonly environment: Environment;
    readonly reach: Machine['reach'];
    readonly ip: Ip;
    readonly owner: ObjectRef;
    /** A port of the machine that leads to the same. */
    readonly published?: Port;
  };
}
