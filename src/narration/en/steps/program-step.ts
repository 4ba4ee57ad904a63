import {
  type BpfStep,
  type IpvsStep,
  type NoRouteMatchedStep,
  type ProxyStep,
  type RouteMatchedStep,
  type SidecarStep,
  formatEndpoint,
} from '../../../engine/packets.ts';
import type { Narration, NarrationContext } from '../../narrator.ts';
import { destination, knownEndpoint, onBehalfOf, source, subjectName } from '../phrases/places.ts';

const among = (chance: number | undefined): string =>
  chance === undefined ? 'the only one' : `one of ${Math.round(1 / chance)}, taken in turn`;

/** What IPVS did. */
export function narrateIpvs(step: IpvsStep, { cluster }: NarrationContext): Narration {
  const { server, chance, persistent } = step.detail;
  const virtual = `virtual server ${formatEndpoint(server.ip, server.port)}${onBehalfOf(server.origin)}`;
  const { destinationIP, destinationPort } = step.packet;
  switch (step.action) {
    case 'SCHEDULED': {
      const why = persistent === true ? 'the one this client had before' : among(chance);
      return {
        title: 'Real server chosen (IPVS)',
        sentence: `IPVS finds the ${virtual} in its hash table and sends the packet to ${knownEndpoint(cluster, destinationIP, destinationPort)}, ${why}.`,
      };
    }
    case 'FORWARDED':
      return {
        title: 'Real server kept (IPVS)',
        sentence: `IPVS knows the connection: it stays with ${knownEndpoint(cluster, destinationIP, destinationPort)}.`,
      };
    case 'REPLIED':
      return {
        title: 'Source restored (IPVS)',
        sentence: `IPVS knows the connection: the reply gets the address the client had asked for, ${source(step.packet)}, as its source.`,
      };
    case 'NO_DESTINATION':
      return {
        title: 'No real server (IPVS)',
        sentence: `The ${virtual} has no real server: the sender is told that the port is unreachable.`,
      };
  }
}

/** What an eBPF program did. */
export function narrateBpf(step: BpfStep, { cluster }: NarrationContext): Narration {
  const { attached, frontend, chance, persistent } = step.detail;
  const wanted = `${formatEndpoint(frontend.ip, frontend.port)}${onBehalfOf(frontend.origin)}`;
  const { destinationIP, destinationPort } = step.packet;
  const chosen =
    persistent === true
      ? 'the one this client had before'
      : chance === undefined
        ? 'the only one'
        : `one of ${Math.round(1 / chance)}, by chance`;
  switch (step.action) {
    case 'SOCKET_TRANSLATED':
      return {
        title: 'Socket given a backend (eBPF)',
        sentence: `The process asked for ${wanted}; the program at ${attached} connects its socket to ${knownEndpoint(cluster, destinationIP, destinationPort)}, ${chosen}. No packet ever carries the Service’s address, so nothing is translated on the way.`,
      };
    case 'DNAT':
      return {
        title: 'Destination rewritten (eBPF)',
        sentence: `The program at ${attached} finds ${wanted} in its map and sends the packet to ${knownEndpoint(cluster, destinationIP, destinationPort)}, ${chosen}.`,
      };
    case 'SNAT':
      return {
        title: 'Source rewritten (eBPF)',
        sentence: `The backend is on another node: the packet now comes from ${source(step.packet)}, so that the reply comes back here, and goes on past this node’s IP stack.`,
      };
    case 'REVERSED':
      return {
        title: 'Translation undone (eBPF)',
        sentence: `The program at ${attached} knows the connection: the reply goes from ${source(step.packet)}, which the client had asked for, to ${destination(step.packet)}.`,
      };
    case 'NO_BACKEND':
      return {
        title: 'No backend (eBPF)',
        sentence: attached.startsWith('cgroup/')
          ? `The program at ${attached} finds no backend under ${wanted}, so connecting fails and no packet is sent.`
          : `The program at ${attached} finds no backend under ${wanted}: the sender gets an error.`,
      };
    case 'DENIED':
      return {
        title: 'Not let in (eBPF)',
        sentence: `The program at ${attached} does not let ${source(step.packet)} use ${wanted}.`,
      };
  }
}

/** What a proxy decides about the request that a connection brought it. */
export function narrateProxy(step: ProxyStep): Narration {
  switch (step.type) {
    case 'TLS_TERMINATED': {
      const { serverName, secretName, entry } = step.detail;
      const certificate = secretName === undefined ? 'its own certificate' : `the certificate of Secret ${secretName}`;
      const whose = entry === undefined ? '' : `, for ${subjectName(entry)}`;
      return {
        title: `TLS for ${serverName} ends`,
        sentence: `The proxy holds ${certificate}${whose} and decrypts the connection: from here on it reads the request itself.`,
      };
    }
    case 'ROUTE_MATCHED':
      return narrateMatch(step);
    case 'NO_ROUTE_MATCHED':
      return narrateNoMatch(step);
    case 'SIDECAR':
      return narrateSidecar(step);
  }
}

function narrateMatch({ action, detail }: RouteMatchedStep): Narration {
  const { object, rule, filters = [], backend, status } = detail;
  const which =
    rule === undefined ? `The default of ${subjectName(object)}` : `Rule ${rule + 1} of ${subjectName(object)}`;
  const asks = asked(detail);
  const takes = rule === undefined ? 'takes what no rule asks for' : `asks for ${asks} and takes the request`;
  const through = filters.length === 0 ? '' : `; filters: ${filters.join(', ')}`;
  const then =
    action === 'FORWARDED'
      ? `the proxy opens a connection of its own to ${backend === undefined ? 'the backend' : `an endpoint of ${subjectName(backend)}`}`
      : status === undefined
        ? 'the proxy closes the connection'
        : `the proxy answers ${status} by itself`;
  const title = backend === undefined ? 'Rule found' : `Rule found: to ${backend.name}`;
  return { title, sentence: `${which} ${takes}${through}; ${then}.` };
}

/** "host shop.example.com, path /cart", "every request" */
function asked({ host, path }: RouteMatchedStep['detail']): string {
  const parts = [...(host === undefined ? [] : [`host ${host}`]), ...(path === undefined ? [] : [`path ${path}`])];
  return parts.length === 0 ? 'every request' : parts.join(', ');
}

/** What the proxy of a mesh decides about a connection that was redirected to it. */
function narrateSidecar({ action, detail }: SidecarStep): Narration {
  const { way, ip, port, service, by, mutualTls, status } = detail;
  const asked = formatEndpoint(ip, port);
  const speaks = mutualTls ? 'with mutual TLS' : 'in plain';
  const for_ = by === undefined ? '' : ` (${subjectName(by)})`;
  switch (action) {
    case 'FORWARDED':
      return {
        title: service === undefined ? 'Endpoint picked by the proxy' : `Endpoint picked: ${service.name}`,
        sentence: `The pod’s proxy takes what was going to ${asked} for ${service === undefined ? 'a Service' : subjectName(service)} and picks one of its ready endpoints by itself: it connects there ${speaks}, and kube-proxy’s rules for the Service are not met.`,
      };
    case 'PASSED_THROUGH':
      return {
        title: 'Passed through',
        sentence: `The pod’s proxy knows no Service by what was called: it connects to ${asked}, where the packet was going, and passes everything on as it is.`,
      };
    case 'HANDED_IN':
      return {
        title: 'Handed to the container',
        sentence: `The pod’s proxy takes the connection ${mutualTls ? 'over mutual TLS' : 'in plain'} and connects to ${asked} inside the pod, from an address by which the pod’s rules know it.`,
      };
    case 'ANSWERED':
      return {
        title: `Answered ${status ?? ''}`.trim(),
        sentence: `The pod’s proxy answers ${status ?? 'with an error'} by itself${for_}.`,
      };
    case 'CLOSED':
      return {
        title: 'Closed by the proxy',
        sentence: `The pod’s proxy ${way === 'IN' ? 'does not take the connection' : 'has nowhere to connect to'} and resets it${for_}.`,
      };
  }
}

function narrateNoMatch({ action, detail: { host, path = '', status } }: NoRouteMatchedStep): Narration {
  const end = action === 'CLOSED' ? 'closes the connection' : `answers ${status ?? ''} by itself`;
  return { title: 'No rule found', sentence: `No rule takes ${host}${path}: the proxy ${end}.` };
}
