import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { textOf } from '../../kubernetes/model/reader.ts';
import type { EntryPoint } from './parsed-request.ts';
import { type Parsed, requestError } from '../request/parse-target.ts';
import { suggest } from '../request/suggest-names.ts';

/** Where in the cluster a request enters. */
export function parseVia(cluster: Cluster, via: unknown): Parsed<EntryPoint> {
  const [kind, namespace, name, listener, ...rest] = (textOf(via) ?? '').split('/');
  const gateway = kind === 'gateway';
  const tooMany = rest.length > 0 || (listener !== undefined && !gateway);
  if ((kind !== 'ingress' && !gateway) || !namespace || !name || listener === '' || tooMany) {
    return requestError({ code: 'VIA_MALFORMED', detail: { is: 'NO_ENTRY_POINT', given: via } });
  }
  const label = `${namespace}/${name}`;
  const missing = (
    code: 'INGRESS_NOT_FOUND' | 'GATEWAY_NOT_FOUND',
    known: readonly { namespace: string; name: string }[],
  ) => {
    const names = known.map((each) => `${each.namespace}/${each.name}`);
    return requestError({ code, detail: { name: label, ...suggest(label, names) } });
  };
  if (!gateway) {
    const ingress = cluster.ingress(namespace, name);
    if (ingress === undefined) return missing('INGRESS_NOT_FOUND', cluster.ingresses);
    return { ok: true, value: { kind: 'Ingress', ingress } };
  }
  const found = cluster.gateway(namespace, name);
  if (found === undefined) return missing('GATEWAY_NOT_FOUND', cluster.gateways);
  if (listener === undefined) return { ok: true, value: { kind: 'Gateway', gateway: found } };
  const one = found.listeners.find((each) => each.name === listener);
  if (one !== undefined) return { ok: true, value: { kind: 'Gateway', gateway: found, listener: one } };
  const names = found.listeners.map((each) => each.name);
  const detail = { gateway: label, name: listener, ...suggest(listener, names) };
  return requestError({ code: 'LISTENER_NOT_FOUND', detail });
}
