import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { ClusterEntry } from '../../kubernetes/cluster/cluster-entry.ts';
import { entryOf, textOf } from '../../kubernetes/model/reader.ts';
import type { EntryPoint } from './parsed-request.ts';
import { type Parsed, requestError } from '../request/parse-target.ts';
import { suggest } from '../request/suggest-names.ts';

const KINDS: Readonly<Record<string, ClusterEntry['kind']>> = {
  ingress: 'Ingress',
  gateway: 'Gateway',
  route: 'Route',
};

const MISSING = { Ingress: 'INGRESS_NOT_FOUND', Gateway: 'GATEWAY_NOT_FOUND', Route: 'ROUTE_NOT_FOUND' } as const;

/** Where in the cluster a request enters: "ingress/NAMESPACE/NAME", "gateway/…", its listener after it or not, or "route/…". */
export function parseVia(cluster: Cluster, via: unknown): Parsed<EntryPoint> {
  const [word = '', namespace, name, listener, ...rest] = (textOf(via) ?? '').split('/');
  const kind = entryOf(KINDS, word);
  const tooMany = rest.length > 0 || (listener !== undefined && kind !== 'Gateway');
  if (kind === undefined || !namespace || !name || listener === '' || tooMany) {
    return requestError({ code: 'VIA_MALFORMED', detail: { is: 'NO_ENTRY_POINT', given: via } });
  }
  const label = `${namespace}/${name}`;
  const known = cluster.entries.filter((entry) => entry.kind === kind);
  const entry = known.find((each) => each.namespace === namespace && each.name === name);
  if (entry === undefined) {
    const names = known.map((each) => `${each.namespace}/${each.name}`);
    return requestError({ code: MISSING[kind], detail: { name: label, ...suggest(label, names) } });
  }
  if (listener === undefined) return { ok: true, value: { entry } };
  const listeners = cluster.gateway(namespace, name)?.listeners ?? [];
  const one = listeners.find((each) => each.name === listener);
  if (one !== undefined) return { ok: true, value: { entry, listener: one } };
  const names = listeners.map((each) => each.name);
  const detail = { gateway: label, name: listener, ...suggest(listener, names) };
  return requestError({ code: 'LISTENER_NOT_FOUND', detail });
}
