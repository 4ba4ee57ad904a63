import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import type { TransportProtocol } from './basics.ts';

/** What puts a cluster on somebody's own machine. */
export type Environment = 'kind' | 'minikube' | 'k3d' | 'docker-desktop';

/** A port of the machine that docker publishes: what comes to it is handed on into the network that the nodes are on. */
export interface MappedPort {
  /** The address of the machine that has it; absent: all of `family`. */
  readonly listen?: Ip;
  /** Absent: both, and what comes by IPv6 for a container without such an address is handed to its IPv4 address. */
  readonly family?: IpFamily;
  readonly protocol: TransportProtocol;
  readonly port: Port;
  /** The container that has the port: a node's, or k3d's proxy in front of nodes. */
  readonly to: 'NODE' | 'PROXY';
  /** Of the cluster, by the order and the names that the configuration gives them. One, unless a proxy spreads over them. */
  readonly nodes: readonly { readonly name: string; readonly index: number }[];
  readonly containerPort: Port;
}

/** The machine of whoever works with the cluster, on which the cluster runs. */
export interface Machine {
  readonly environment: Environment;
  /** LINK: it is on the network of the nodes, as their gateway. VM: nodes are inside a virtual machine, and their addresses mean nothing outside of it. */
  readonly reach: 'LINK' | 'VM';
  /** The kind of the object that says which ports are mapped; absent: none is given. */
  readonly configured?: 'Cluster' | 'Simple';
  readonly mapped: readonly MappedPort[];
}
