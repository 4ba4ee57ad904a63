import type { Cluster } from '../../kubernetes/model/cluster.ts';
import { textOf } from '../../kubernetes/model/reader.ts';
import { brief, type EntryPoint } from './parse-request.ts';
import { type Parsed, requestError } from '../request/parse-target.ts';
import { suggest } from '../request/suggest-names.ts';

const VIA_FORMS = '"via" is "ingress/NAMESPACE/NAME", "gateway/NAMESPACE/NAME" or "gateway/NAMESPACE/NAME/LISTENER"';

/** Where in the cluster a request enters. */
export function parseVia(cluster: Cluster, via: unknown): Parsed<EntryPoint> {
  const [kind, namespace, name, listener, ...rest] = (textOf(via) ?? '').split('/');
  const gateway = kind === 'gateway';
  const tooMany = rest.length > 0 || (listener !== undefined && !gateway);
  if ((kind !== 'ingress' && !gateway) || !namespace || !name || listener === '' || tooMany) {
    return requestError('VIA_MALFORMED', `${VIA_FORMS}, not ${brief(via)}`);
  }
  const label = `${namespace}/${name}`;
  const missing = (code: string, what: string, known: readonly { namespace: string; name: string }[]) =>
    requestError(
      code,
      `there is no ${what} "${label}"${suggest(
        label,
        known.map((each) => `${each.namespace}/${each.name}`),
      )}`,
    );
  if (!gateway) {
    const ingress = cluster.ingress(namespace, name);
    if (ingress === undefined) return missing('INGRESS_NOT_FOUND', 'Ingress', cluster.ingresses);
    return { ok: true, value: { kind: 'Ingress', ingress } };
  }
  const found = cluster.gateway(namespace, name);
  if (found === undefined) return missing('GATEWAY_NOT_FOUND', 'Gateway', cluster.gateways);
  if (listener === undefined) return { ok: true, value: { kind: 'Gateway', gateway: found } };
  const one = found.listeners.find((each) => each.name === listener);
  if (one !== undefined) return { ok: true, value: { kind: 'Gateway', gateway: found, listener: one } };
  const names = found.listeners.map((each) => each.name);
  return requestError(
    'LISTENER_NOT_FOUND',
    `Gateway ${label} has no listener "${listener}"${suggest(listener, names)}`,
  );
}
