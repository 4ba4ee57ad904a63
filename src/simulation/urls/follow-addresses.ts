import type { Cluster } from '../../engine/objects.ts';
import type { Ip } from '../../engine/packets.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { urlWithHost } from './url-with-host.ts';

/** A document, and the cluster that it comes to. */
interface Board {
  readonly document: ScenarioDocument;
  readonly cluster: Cluster;
}

/**
 * The document after an edit, in which requests to addresses go to whom they went before it. Addresses that nobody states are handed
 * out anew for each board, so that the Service behind one that is deleted gets that one's; in a cluster everybody keeps theirs.
 * Not followed: what a person did to the running cluster, and a Pod written anew, which get other addresses there too.
 */
export function followAddresses(before: Board, { document, cluster }: Board): ScenarioDocument {
  if (cluster === before.cluster || document.interventions !== before.document.interventions) return document;
  const requests = document.requests.map((request) => {
    const host = HOST.exec(request.to)?.[1] ?? '';
    const now = addressAfter(host, before.cluster, cluster) ?? host;
    return now === host ? request : { ...request, to: urlWithHost(request.to, host, now) };
  });
  return requests.every((request, at) => request === document.requests[at]) ? document : { ...document, requests };
}

/** Of a URL, without the brackets of an IPv6 address; names are let through, as nobody has them for an address. */
const HOST = /\/\/\[?([^/?#\]]+?)\]?(?::\d+)?(?:[/?#]|$)/;

/** What whoever had the address has in its place; undefined: nobody had it, or who did is not there any more. */
function addressAfter(host: string, before: Cluster, after: Cluster): Ip | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- compared only
  const ip = host as Ip;
  for (const service of before.services)
    for (const listOf of LISTS) {
      const at = listOf(service).indexOf(ip);
      const now = at === -1 ? undefined : after.service(service.namespace, service.name);
      if (at !== -1) return now && listOf(now)[at];
    }
  const owner = before.owner(ip);
  if (owner === undefined) return undefined;
  const now = 'namespace' in owner ? after.pod(owner.namespace, owner.name) : after.node(owner.name);
  const isWrittenAnew = 'workload' in owner && owner.workload.kind === 'Pod' && owner.object !== now?.object;
  return isWrittenAnew ? undefined : now?.ips[owner.ips.indexOf(ip)];
}

type Addresses = (service: Cluster['services'][number]) => readonly Ip[];

/** Each by itself: a Service that gets a second clusterIP has its load balancer's address where it was. */
const LISTS: readonly Addresses[] = [
  ({ clusterIPs }) => clusterIPs,
  ({ loadBalancerIPs }) => loadBalancerIPs.map(({ ip }) => ip),
];
