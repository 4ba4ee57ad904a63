import type { ClusterGateway } from '../../../engine/objects.ts';
import { formatSource } from '../../../engine/requests.ts';
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
    case 'ingress': {
      const host = content.ingress.rules.find((rule) => rule.host !== undefined)?.host ?? content.ingress.addresses[0];
      return host === undefined ? undefined : `http://${host.includes(':') ? `[${host}]` : host.replace('*', 'www')}/`;
    }
    case 'gateway':
      return gatewayText(content.gateway);
    case 'load-balancer': {
      const [service] = content.services;
      const ip = service?.loadBalancerIPs[0]?.ip;
      return ip === undefined ? undefined : url(bracketed(ip), service?.ports[0]);
    }
    default:
      return undefined;
  }
}

/** The host of a route, else of a listener, else the address; as the listener's protocol has it. */
function gatewayText({ listeners, routes, addresses }: ClusterGateway): string | undefined {
  const [route] = routes;
  const listener = listeners.find(({ name }) => route?.listeners.includes(name)) ?? listeners[0];
  const host = route?.hostnames[0] ?? listener?.hostname ?? (addresses[0] && bracketed(addresses[0]));
  if (host === undefined || listener === undefined) return undefined;
  const { protocol, port } = listener;
  const scheme = protocol === 'TLS' ? 'https' : protocol.toLowerCase();
  const shown = STANDARD_PORTS[scheme] === port ? '' : `:${port}`;
  return `${scheme}://${host.replace('*', 'www')}${shown}/`;
}

const STANDARD_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

function url(host: string, port: { readonly port: number; readonly protocol: string } | undefined): string {
  const scheme = port === undefined || port.protocol === 'TCP' ? 'http' : port.protocol.toLowerCase();
  return `${scheme}://${host}${port === undefined ? '/' : `:${port.port}`}`;
}

function bracketed(ip: string): string {
  return ip.includes(':') ? `[${ip}]` : ip;
}
