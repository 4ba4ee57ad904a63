import type { ClusterIngress } from '../../kubernetes/cluster/cluster.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Cause } from '../outcome/outcome.ts';
import { coversHost } from './ingress-match.ts';

/**
 * Which of host and path no rule has; the object is the first Ingress with the host, or the only one there is. What rules there are is
 * told in the order of `written`.
 */
export function explainNoMatch(
  served: readonly ClusterIngress[],
  host: string,
  path: string,
  written: readonly ClusterIngress[] = served,
): Cause {
  const hosts = [...new Set(written.flatMap((each) => each.rules.flatMap((rule) => rule.host ?? [])))];
  const ofHost = served.filter((each) => each.rules.some((rule) => coversHost(rule.host, host)));
  const canary = ofHost.find(({ nginx }) => nginx?.canary !== undefined);
  const rules = written.flatMap((each) => each.rules).filter((rule) => coversHost(rule.host, host));
  const stated = rules.flatMap((rule) => rule.paths.map((each) => ({ path: each.path, pathType: each.pathType })));
  const paths = [...new Map(stated.map((each) => [`${each.pathType} ${each.path}`, each])).values()];
  const alone = canary !== undefined && ofHost.every(({ nginx }) => nginx?.canary !== undefined);
  const [first] = ofHost;
  const detail = alone
    ? ({ is: 'CANARY_ALONE', ingress: { namespace: canary.namespace, name: canary.name } } as const)
    : first === undefined
      ? ({ is: 'HOST', host, path, hosts } as const)
      : ({ is: 'PATH', host, path, paths } as const);
  const ingress = first ?? (served.length === 1 ? served[0] : undefined);
  if (ingress === undefined) return { code: 'INGRESS_NO_MATCH', detail };
  const object = { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name };
  const told = { code: 'INGRESS_NO_MATCH', detail, object, path: ['spec', 'rules'] } as const;
  const near = first === undefined ? nearestNames(host, hosts)[0] : undefined;
  return near === undefined ? told : { ...told, fix: { code: 'DID_YOU_MEAN', detail: { names: [near] } } };
}
