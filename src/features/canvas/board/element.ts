import type {
  ClusterEntry,
  ClusterNode,
  ClusterPod,
  ClusterService,
  Machine,
  NoPodsReason,
  ObjectRef,
} from '../../../engine/objects.ts';
import { type Ip, type NamespaceId, type Subject, namespaceOwner } from '../../../engine/packets.ts';
import type { ElementId } from '../../../scenario/document/document.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A Service, and the address that something in front of the nodes has for it. */
export interface Exposed {
  readonly service: ClusterService;
  readonly ip: Ip;
}

/** What an element stands for. */
export type Content =
  | { readonly kind: 'internet' }
  /** In place of the internet: the machine on which the cluster runs. */
  | { readonly kind: 'machine'; readonly machine: Machine }
  /** On somebody's own machine: its bridge to the nodes, or the virtual machine in which they are. */
  | { readonly kind: 'router'; readonly machine?: Machine | undefined }
  | { readonly kind: 'load-balancer'; readonly services: readonly Exposed[] }
  | { readonly kind: 'entry'; readonly entry: ClusterEntry }
  | {
      readonly kind: 'service';
      readonly service: ClusterService;
      /** An address that nodes have or announce: no load balancer stands on the board for it. */
      readonly announced?: Ip | undefined;
    }
  | {
      readonly kind: 'node';
      readonly node: ClusterNode;
      readonly pods: number;
      /** The NodePorts it opens, in words; "": none. */
      readonly doors: string;
    }
  | { readonly kind: 'pending'; readonly pods: number }
  | { readonly kind: 'namespace'; readonly name: string; readonly services: number; readonly pods: number }
  | {
      readonly kind: 'workload';
      readonly workload: ObjectRef;
      readonly pods: number;
      readonly ready: number;
      /** Of one without pods: why it has none, as far as one can tell. */
      readonly idle?: NoPodsReason | undefined;
    }
  | { readonly kind: 'pod'; readonly pod: ClusterPod };

/** One box on the board. `left` and `top` are absolute; `x` and `y` are in the parent's frame. */
export interface BoardElement extends Rect {
  readonly id: ElementId;
  readonly content: Content;
  readonly parent?: ElementId;
  readonly x: number;
  readonly y: number;
  /** Nobody wrote it: it was assumed, and is drawn quieter. */
  readonly quiet: boolean;
  /** Set where it is not the one that nearly all things on the board are of. */
  readonly namespace?: string;
  /** How many of the last characters of its name tell it from others; absent: as many as usual. */
  readonly nameEnd?: number;
  /** Of a pod what all of its workload are called, '' where its frame says it, and whether there is no other; absent: nobody has looked. */
  readonly stem?: string;
  readonly alone?: true;
  /** Width that the title of a node may have: right of it lines lead to pods. Absent: none does. */
  readonly titleRoom?: number;
  /** Packets pass it, but this lens does not show it. */
  readonly ghost?: true;
  /** Of a frame: what it stands for as one card; false: it is open. Absent: it does not fold. */
  readonly folded?: Folded | false | undefined;
}

/** What a card stands for, because it is not on the board itself. */
export interface Folded {
  readonly pods: readonly ClusterPod[];
  readonly services: number;
  readonly workloads: number;
  /** All that is inside, by the names it would have on the board. */
  readonly inside: readonly ElementId[];
}

export const INTERNET_ID: ElementId = 'internet';

/** What stands for everything outside the cluster. */
export const worldOf = (machine: Machine | undefined): Content =>
  machine === undefined ? { kind: 'internet' } : { kind: 'machine', machine };
export const ROUTER_ID: ElementId = 'router';
export const LOAD_BALANCER_ID: ElementId = 'load-balancer';
/** Holds pods that no node has taken. */
export const PENDING_ID: ElementId = 'pending';

export const nodeId = (name: string): ElementId => `Node/${name}`;
export const podId = (pod: { readonly namespace: string; readonly name: string }): ElementId =>
  `Pod/${pod.namespace}/${pod.name}`;
export const serviceId = (service: { readonly namespace: string; readonly name: string }): ElementId =>
  `Service/${service.namespace}/${service.name}`;
export const entryId = ({ kind, namespace, name }: ClusterEntry): ElementId => `${kind}/${namespace}/${name}`;

/** The element a network namespace is the inside of: "pod/shop/web-0" → "Pod/shop/web-0". */
export function elementOfNamespace(namespace: NamespaceId): ElementId {
  const owner = namespaceOwner(namespace);
  return owner === undefined ? namespace : elementOfSubject(owner);
}

/** The element an object on whose behalf something happened has, if it has one on the board. */
export function elementOfSubject(subject: Subject): ElementId {
  const { kind, namespace, name } = subject;
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

/** What is selected with an element: the object it shows. A workload's frame is called otherwise than the workload. */
export function objectOf({ id, content }: BoardElement): ElementId {
  return content.kind === 'workload' ? elementOfSubject(content.workload) : id;
}
