import type { Cluster } from '../../../engine/objects.ts';
import { formatSource } from '../../../engine/requests.ts';
import { targetSuggestions } from '../../../simulation/views/request-suggestions.ts';
import type { BoardElement } from '../board/element.ts';

/** The request bar's From for an element; undefined when nothing can be sent from it. */
export function sourceText({ content }: BoardElement): string | undefined {
  switch (content.kind) {
    case 'pod':
      return formatSource({ pod: `${content.pod.namespace}/${content.pod.name}` });
    case 'node':
      return formatSource({ node: content.node.name });
    case 'internet':
      return formatSource({ internet: true });
    default:
      return undefined;
  }
}

/** As {@link targetText}, for a request from there; null: it has an address, which is in the cluster alone, and the request begins outside. */
export function targetFrom(cluster: Cluster, element: BoardElement, from: string): string | null | undefined {
  const { kind } = element.content;
  if (from !== 'internet' || (kind !== 'service' && kind !== 'pod')) return targetText(element);
  return targetSuggestions(cluster, from).find((each) => each.element === element.id)?.value ?? null;
}

/** The request bar's URL for an element; undefined when it has no address to send to. */
export function targetText({ content }: BoardElement): string | undefined {
  switch (content.kind) {
    case 'service': {
      const { name, namespace, ports } = content.service;
      return url(`${name}.${namespace}`, ports[0]);
    }
    case 'pod': {
      const { ips, listeners, containers } = content.pod;
      const declared = containers.flatMap(({ ports }) => ports)[0];
      const port = listeners[0] ?? (declared && { port: declared.containerPort, protocol: declared.protocol });
      return ips[0] === undefined ? undefined : url(bracketed(ips[0]), port);
    }
    case 'node':
      return content.node.ips[0] === undefined ? undefined : `http://${bracketed(content.node.ips[0])}/`;
    case 'entry':
      return content.entry.urls[0];
    case 'load-balancer': {
      const [first] = content.services;
      return first && url(bracketed(first.ip), first.service.ports[0]);
    }
    default:
      return undefined;
  }
}

function url(host: string, port: { readonly port: number; readonly protocol: string } | undefined): string {
  const scheme = port === undefined || port.protocol === 'TCP' ? 'http' : port.protocol.toLowerCase();
  return `${scheme}://${host}${port === undefined ? '/' : `:${port.port}`}`;
}

function bracketed(ip: string): string {
  return ip.includes(':') ? `[${ip}]` : ip;
}
