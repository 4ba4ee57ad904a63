import { type Cluster, type ClusterEntry, type ClusterService, frontIPs } from '../../../engine/objects.ts';
import type { Ip } from '../../../engine/packets.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import {
  type Content,
  entryId,
  type Exposed,
  INTERNET_ID,
  LOAD_BALANCER_ID,
  podId,
  serviceId,
  type Point,
} from './element.ts';

/** Who sends to whom, wherever the two stand. */
export interface Line {
  readonly from: ElementId;
  readonly to: ElementId;
  /** The endpoint is not ready: nothing is sent there. */
  readonly idle: boolean;
}

/** Beyond this many nobody can tell lines apart: only those of what is selected or lit are drawn. */
const MOST_LINES = 300;

interface Shown {
  readonly services: readonly ClusterService[];
  readonly entries: readonly ClusterEntry[];
  /** Those that the load balancer has an address for. */
  readonly exposed: readonly Exposed[];
}

/** Those that something in front of the nodes has an address for: addresses that nodes announce are no load balancer's. */
export function balancedOf(cluster: Cluster, services: readonly ClusterService[]): readonly Exposed[] {
  const inFront = frontIPs(cluster);
  return services.flatMap((service) =>
    inFront(service)
      .slice(0, 1)
      .map(({ ip }) => ({ service, ip })),
  );
}

/** Tells the first of a Service's load balancer addresses that nothing in front of the nodes has: nodes have or announce it. */
export function announcedBy(cluster: Cluster): (service: ClusterService) => Ip | undefined {
  const inFront = frontIPs(cluster);
  return (service) => {
    const front = inFront(service);
    return service.loadBalancerIPs.find((each) => !front.includes(each))?.ip;
  };
}

/** All lines of a cluster; undefined when there are too many. */
export function readLines(
  cluster: Cluster,
  { services, entries, exposed }: Shown,
  folds: { readonly merge: (lines: readonly Line[]) => readonly Line[] } | undefined,
): readonly Line[] | undefined {
  const lines: Line[] = [];
  const contents: readonly (readonly [ElementId, Content])[] = [
    ...(exposed.length > 0 ? [[LOAD_BALANCER_ID, { kind: 'load-balancer', services: exposed }] as const] : []),
    ...entries.map((entry) => [entryId(entry), { kind: 'entry', entry }] as const),
    ...services.map((service) => [serviceId(service), { kind: 'service', service }] as const),
  ];
  for (const [id, content] of contents) {
    const own = linesOf(id, content, cluster);
    lines.push(...(folds?.merge(own) ?? own));
    if (lines.length > MOST_LINES) return undefined;
  }
  return lines;
}

/**
 * The lines of an element: the load balancer and entry points send to Services, a Service to the pods of its EndpointSlices;
 * what an entry point says is read by the pods of its controller.
 */
export function linesOf(id: ElementId, content: Content, cluster: Cluster): readonly Line[] {
  const to = (target: ElementId): Line => ({ from: id, to: target, idle: false });
  switch (content.kind) {
    case 'load-balancer':
      return [
        { from: INTERNET_ID, to: id, idle: false },
        ...content.services.map(({ service }) => to(serviceId(service))),
      ];
    case 'entry': {
      const { ways, controllerService } = content.entry;
      const all = ways.flatMap(({ backends }) => backends);
      const backends = new Set(all.map(({ namespace, service }) => serviceId({ namespace, name: service })));
      return [...controllerLines(id, controllerService, cluster), ...[...backends].map(to)];
    }
    case 'service':
      return serviceLines(id, content.service);
    default:
      return [];
  }
}

/** From the pods that read it. */
function controllerLines(
  id: ElementId,
  controllerService: ClusterEntry['controllerService'],
  cluster: Cluster,
): readonly Line[] {
  const service = controllerService && cluster.service(controllerService.namespace, controllerService.name);
  if (service === undefined) return [];
  return serviceLines(id, service).map(({ to, idle }) => ({ from: to, to: id, idle }));
}

function serviceLines(from: ElementId, service: ClusterService): readonly Line[] {
  const lines = new Map<ElementId, Line>();
  for (const { pod, ready } of endpointsOf(service)) {
    const to = pod && podId(pod);
    if (to !== undefined && !lines.has(to)) lines.set(to, { from, to, idle: !ready });
  }
  return [...lines.values()];
}

export interface EndpointTarget {
  readonly pod?: { readonly namespace: string; readonly name: string };
  readonly ready: boolean;
}

/** Endpoints of the Service's first family. */
export function endpointsOf(service: ClusterService): readonly EndpointTarget[] {
  return service.endpoints(service.ipFamilies[0] ?? 4);
}

/** A line as it is drawn: from the box that sends to the one that is sent to. */
export interface Link extends Line {
  readonly way: readonly Point[];
}
