import type { BoardElement } from './element.ts';

/** What a screen reader says of an element. */
export function accessibleName({ content }: BoardElement): string {
  switch (content.kind) {
    case 'pod': {
      const { name, ips, nodeName, ready } = content.pod;
      const where = nodeName === undefined ? 'not scheduled' : `on ${nodeName}`;
      return `Pod ${name}, ${ips.join(' and ') || 'no address'}, ${where}${ready ? '' : ', not ready'}`;
    }
    case 'node':
      return `Node ${content.node.name}, ${content.node.ips.join(' and ') || 'no address'}`;
    case 'service': {
      const { name, type, clusterIPs, ports } = content.service;
      return `Service ${name}, ${type}, ${clusterIPs[0] ?? 'no address'}, ports ${ports.map(({ port }) => port).join(' ')}`;
    }
    case 'ingress':
      return `Ingress ${content.ingress.name}`;
    case 'internet':
      return 'Internet';
    case 'router':
      return 'Router';
    case 'load-balancer':
      return 'Load balancer';
    case 'pending':
      return 'Pods not scheduled';
  }
}
