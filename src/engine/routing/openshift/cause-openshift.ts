import type { ClusterPod, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { isForHost, isForPath, type RouteRefusal, type RouterRoute } from '../../kubernetes/openshift/routes.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Trace } from '../../linux/model/trace.ts';
import type { Port } from '../../net/ip.ts';
import { factsOf } from '../outcome/facts-of.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import { explanationsOf } from '../run/explanations.ts';
import { readyEndpoints } from '../run/onward.ts';
import type { Run } from '../run/routing-programs.ts';

export const routeObject = ({ namespace, name }: Pick<RouterRoute, 'namespace' | 'name'>) =>
  ({ kind: 'Route', namespace, name }) as const;

interface Asked {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly path: string;
}

/** Why no Route takes a request. */
export function explainNoRoute(all: readonly RouterRoute[], { scheme, host, path }: Asked): Cause {
  const code = 'OPENSHIFT_ROUTE_NO_MATCH';
  const named = all.filter((route) => isForHost(route, host));
  const [first] = named;
  if (first === undefined) {
    const hosts = [...new Set(all.flatMap((route) => (route.host === '' ? [] : [route.host])))];
    return { code, detail: { is: 'HOST', host, hosts } };
  }
  const fitting = named.filter((route) => isForPath(route, path));
  const [route = first] = fitting;
  const object = routeObject(route);
  const of = { route: namesOf(route) };
  // What is not served is for no path.
  const asked = fitting.length > 0 ? fitting : named;
  const refused = asked.find(({ refusal }) => refusal !== undefined);
  if (refused?.refusal !== undefined && asked.every(({ refusal }) => refusal !== undefined))
    return {
      code,
      detail: { is: 'REFUSED', route: namesOf(refused), because: refused.refusal },
      object: routeObject(refused),
      path: ['spec', ...fieldOf(refused.refusal)],
      ...(refused.refusal.is === 'INVALID' && {
        fix: { code: 'CORRECT_AND_APPLY', detail: { object: routeObject(refused) } },
      }),
    };
  if (fitting.length === 0)
    return {
      code,
      detail: { is: 'PATH', host, path, paths: named.map(({ spec }) => spec.path) },
      object,
      path: ['spec', 'path'],
    };
  if (scheme === 'https') return { code, detail: { is: 'PLAIN', ...of, host }, object, path: ['spec', 'tls'] };
  const at = { object, path: ['spec', 'tls', 'insecureEdgeTerminationPolicy'] };
  const fix = {
    code: 'SET_FIELD',
    detail: { field: 'insecureEdgeTerminationPolicy', value: 'Redirect' },
    ...at,
    value: 'Redirect',
  } as const;
  return { code, detail: { is: 'SECURE', ...of, host }, ...at, fix };
}

export interface Reached {
  readonly pod: ClusterPod;
  readonly arrived: Trace;
}

/** Why nothing is behind a Route. */
export function explainNoBackend(run: Run, route: RouterRoute, { pod, arrived }: Reached): Cause {
  const { namespace, spec } = route;
  const object = routeObject(route);
  const of = { route: namesOf(route) };
  const code = 'OPENSHIFT_ROUTE_NO_BACKENDS';
  const all = [spec.to, ...spec.alternateBackends];
  const target = all.find(({ weight }) => weight > 0);
  if (target === undefined)
    return { code, detail: { is: 'ALL_WEIGHT_0', ...of }, object, path: ['spec', 'to', 'weight'] };
  const service = run.cluster.service(namespace, target.name);
  if (service === undefined) {
    const others = all.flatMap((each) => (each === target ? [] : [each.name]));
    const known = run.cluster.services.flatMap(({ name, ...each }) =>
      each.namespace === namespace && !others.includes(name) ? [name] : [],
    );
    const place = all.indexOf(target) - 1;
    const at = { object, path: ['spec', ...(place < 0 ? ['to'] : ['alternateBackends', place]), 'name'] };
    const [near] = nearestNames(target.name, known);
    const told = {
      code,
      detail: { is: 'NO_SERVICE', ...of, service: { namespace, name: target.name } },
      ...at,
    } as const;
    if (near === undefined) return told;
    return { ...told, fix: { code: 'SET_FIELD', detail: { field: 'name', value: near }, ...at, value: near } };
  }
  const ready = service.ports.flatMap((port) =>
    readyEndpoints(service, port, pod).map((each) => ({ name: port.name, port: each.port })),
  );
  const wanted = spec.port.targetPort;
  if (ready.length > 0 && wanted !== undefined) return noPort(route, service, { wanted, ready });
  const rejected = { ...arrived, disposition: 'REJECTED' as const };
  const cause = explanationsOf(run.programs).service({ cluster: run.cluster, service, trace: rejected });
  return { ...cause, code: 'OPENSHIFT_ROUTE_NO_ENDPOINTS', detail: { ...of, because: factsOf(cause) } };
}

interface Wanted {
  readonly wanted: Port | string;
  /** Of endpoints that are ready: the name of the Service's port, and the pods'. */
  readonly ready: readonly { readonly name: string; readonly port: Port }[];
}

function noPort(route: RouterRoute, service: ClusterService, { wanted, ready }: Wanted): Cause {
  const object = routeObject(route);
  const at = { object, path: ['spec', 'port', 'targetPort'] };
  const names = service.ports.flatMap(({ name }) => (name === '' ? [] : [name]));
  const ports = [...new Set(ready.map(({ port }) => port))];
  const meant = service.ports.find(
    ({ port, targetPort }) => port === wanted || targetPort === wanted || String(targetPort) === String(wanted),
  );
  const [only] = ports;
  const usable = ready.flatMap(({ name }) => (name === '' ? [] : [name]));
  const [near] = typeof wanted === 'string' ? nearestNames(wanted, usable) : [];
  const value = meant !== undefined && meant.name !== '' ? meant.name : (near ?? only);
  const told = {
    code: 'OPENSHIFT_ROUTE_NO_BACKENDS',
    detail: { is: 'NO_PORT', route: namesOf(route), service: namesOf(service), port: wanted, names, ports },
    ...at,
  } as const;
  if (value === undefined) return told;
  return { ...told, fix: { code: 'SET_FIELD', detail: { field: 'targetPort', value }, ...at, value } };
}

function fieldOf(refusal: RouteRefusal): readonly string[] {
  if (refusal.is === 'INVALID') return refusal.path;
  return [refusal.is === 'WILDCARD' ? 'wildcardPolicy' : 'host'];
}
