import { resolveBackend } from '../../kubernetes/gateway/backends.ts';
import type { RouteFilter } from '../../kubernetes/gateway/read/gateway-specs.ts';
import { chooseEndpoint, connectOnward } from '../run/onward.ts';
import type { Run } from '../run/routing-programs.ts';
import { routeRef } from './backend.ts';
import type { Entry } from './entry.ts';
import type { PickedRule } from './pick-rule.ts';

/**
 * Copies of the request that RequestMirror filters send elsewhere, each a leg of its own; what becomes of them the client never
 * learns. A share below one is a random choice. A mirror that leads nowhere is left out.
 */
export function sendMirrors(run: Run, entry: Entry, picked: PickedRule, filters: readonly RouteFilter[]): void {
  const aside: Run = { ...run, choose: (weights) => run.choose(weights, { aside: true }) };
  for (const filter of filters) {
    if (filter.type !== 'RequestMirror' || filter.share === 0) continue;
    if (filter.share < 1 && aside.choose([filter.share, 1 - filter.share]) === 1) continue;
    const found = resolveBackend(run.cluster, picked.route, filter.backend);
    const endpoint = found.ok ? chooseEndpoint(aside, entry.pod, found.service, found.port) : undefined;
    if (!found.ok || endpoint === undefined) continue;
    const backend = { namespace: found.service.namespace, service: found.service.name, port: found.port.port };
    run.legs.push({ kind: 'MIRRORED', route: routeRef(picked), backend, ...connectOnward(aside, entry.pod, endpoint) });
  }
}
