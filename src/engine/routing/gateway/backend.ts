import { resolveBackend } from '../../kubernetes/gateway/backends.ts';
import type { BackendRef } from '../../kubernetes/gateway/read/gateway-specs.ts';
import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { chooseEndpoint, type Endpoint } from '../run/onward.ts';
import type { MatchedRule, Run } from '../run/routing-programs.ts';
import type { BackendName, Cause, RouteRef } from '../outcome/outcome.ts';
import { explainBackend, explainNoEndpoints } from './cause-backend.ts';
import type { PickedRule } from './pick-rule.ts';

/** The backend a request goes to by chance, or the error the proxy answers with. */
export type ChosenBackend =
  | { readonly ok: true; readonly name: BackendName; readonly endpoint: Endpoint; readonly ref: BackendRef }
  | { readonly ok: false; readonly status: 500 | 503; readonly cause: Cause; readonly name?: BackendName };

/** One of a rule's backends by weight; undefined: it has none that ever gets a request. */
export function chooseBackendRef(run: Run, backends: readonly BackendRef[]): BackendRef | undefined {
  const weighted = backends.filter(({ weight }) => weight > 0);
  return weighted.length < 2 ? weighted[0] : weighted[run.choose(weighted.map(({ weight }) => weight))];
}

/** Follows a backendRef: 500 when it is invalid, 503 when nothing stands behind it. // HTTPRouteRule.BackendRefs */
export function followBackend(run: Run, pod: ClusterPod, { route }: PickedRule, ref: BackendRef): ChosenBackend {
  const found = resolveBackend(run.cluster, route, ref);
  if (!found.ok) return { ok: false, status: 500, cause: explainBackend(run.cluster, { route, ref }, found) };
  const { service, port } = found;
  const name = { namespace: service.namespace, service: service.name, port: port.port };
  const endpoint = chooseEndpoint(run, pod, service, port);
  if (endpoint === undefined)
    return {
      ok: false,
      status: service.refused === undefined ? 503 : 500,
      cause: explainNoEndpoints(run, service),
      name,
    };
  return { ok: true, name, endpoint, ref };
}

/** What a rule asks for; `host` is the hostname of the route that covers the request's. */
export function matchedRule(
  { route: { kind, namespace, name }, index, match }: PickedRule,
  host?: string,
): MatchedRule {
  return {
    object: { kind, namespace, name },
    rule: index,
    ...(host !== undefined && { host }),
    ...(match.path !== undefined && { path: match.path.value }),
  };
}

/** How an outcome names a rule. */
export function routeRef({ route: { kind, namespace, name }, index }: PickedRule): RouteRef {
  return { kind, namespace, name, rule: index };
}
