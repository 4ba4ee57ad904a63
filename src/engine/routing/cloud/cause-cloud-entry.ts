import { ALB_PREFIX } from '../../kubernetes/fields/entries/alb-annotations.ts';
import { backendsOf, brokenRules } from '../../kubernetes/ingress/alb-backends.ts';
import { type CloudIngress, rangesConflict } from '../../kubernetes/ingress/cloud-listeners.ts';
import type { CloudEntry } from '../../kubernetes/model/balancing.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { explainUnsynced } from '../causes/cause-cloud.ts';
import { explainNoMatch } from '../ingress/cause-ingress.ts';
import { explainMissing, refOf } from '../ingress/ingress-backend.ts';
import { namesOf } from '../outcome/named.ts';
import type { CauseDetails } from '../outcome/cause-details.ts';
import type { Cause } from '../outcome/outcome.ts';
import { type CloudRequest, unmetOf } from './alb-match.ts';
import { type CloudMatch, rulesOf } from './cloud-match.ts';

const annotationPath = (annotation: string): readonly string[] => ['metadata', 'annotations', annotation];

/**
 * Why a controller builds nothing: its class is not for the namespace, Google's fails to sync it, an annotation that a rule of the group needs cannot be read, or
 * Ingresses of the group contradict each other.
 */
export function explainUnbuilt(cluster: Cluster, served: readonly CloudIngress[]): Cause | undefined {
  const [first] = served;
  if (first?.cloud.refused !== undefined && served.every(({ cloud }) => cloud.refused !== undefined))
    return explainRefused(first, first.cloud.refused);
  for (const ingress of served) {
    const unsynced = explainUnsynced(cluster, ingress);
    if (unsynced !== undefined) return unsynced;
    for (const backend of backendsOf(ingress)) {
      const [broken] = brokenRules(ingress, backend);
      if (broken === undefined) continue;
      const [annotation, { mistake }] = [ALB_PREFIX + broken.name, broken];
      const detail = { is: 'ANNOTATION_UNREADABLE', ingress: namesOf(ingress), annotation, mistake } as const;
      return { code: 'INGRESS_NOT_SERVED', detail, object: refOf(ingress), path: annotationPath(annotation) };
    }
  }
  return explainConflict(served);
}

/** Two Ingresses of a group let in others at the same port. */
function explainConflict(served: readonly CloudIngress[]): Cause | undefined {
  const conflict = rangesConflict(served);
  if (conflict === undefined) return undefined;
  const { port, first, other } = conflict;
  const stated = ({ ingress, sources: { cidrs, by } }: typeof first) => ({
    ingress: namesOf(ingress),
    ranges: cidrs,
    by,
  });
  const { by } = other.sources;
  const object = 'params' in by ? { kind: 'IngressClassParams', name: by.params } : refOf(other.ingress);
  const path = 'params' in by ? ['spec', 'inboundCIDRs'] : annotationPath(by.annotation);
  const detail = { is: 'RANGES_CONFLICT', ...stated(other), port, other: stated(first) } as const;
  return { code: 'INGRESS_NOT_SERVED', detail, object, path };
}

function explainRefused(ingress: CloudIngress, refused: NonNullable<CloudEntry['refused']>): Cause {
  const code = 'INGRESS_NOT_SERVED';
  const detail = { ingress: namesOf(ingress), ...refused };
  if (refused.is === 'NAMESPACE_NOT_SELECTED') {
    const object = { kind: 'IngressClassParams', name: refused.params };
    return { code, detail, object, path: ['spec', 'namespaceSelector'] };
  }
  const [object, annotation, value] = [refOf(ingress), 'kubernetes.io/ingress.class', refused.className];
  const path = annotationPath(annotation);
  const fix = { code: 'SET_ANNOTATION', detail: { annotation, value }, object, path, value } as const;
  return { code, detail, object, path: ['spec', 'ingressClassName'], fix };
}

/** No annotation has the action that a backend names. */
export function noAction(match: CloudMatch, action: string): Cause {
  const has = [...(match.ingress.cloud.alb?.actions.keys() ?? [])];
  const detail = { is: 'NO_ACTION', ingress: namesOf(match.ingress), action, has } as const;
  return explainMissing(match, { code: 'INGRESS_BACKEND_NOT_FOUND', detail }, 'name', nearestNames(action, has)[0]);
}

/** The load balancer answers an error by itself: it is told to, or none of the target groups of an action gets anything. */
export function explainFixed(
  ingress: CloudIngress,
  { action, ...answered }: Pick<CauseDetails['INGRESS_ANSWERS_ITSELF'], 'is' | 'status'> & { readonly action: string },
): Cause {
  const annotation = `${ALB_PREFIX}actions.${action}`;
  const detail = { ingress: namesOf(ingress), annotation, ...answered };
  return { code: 'INGRESS_ANSWERS_ITSELF', detail, object: refOf(ingress), path: annotationPath(annotation) };
}

/** No rule takes the request: by a condition where host and path of one fit, else by host or path. */
export function explainNoRule(served: readonly CloudIngress[], request: CloudRequest): Cause {
  for (const rule of served[0]?.cloud.by === 'ALB' ? rulesOf(served) : []) {
    const unmet = unmetOf(rule, request);
    if (unmet.length === 0 || unmet.includes('host-header') || unmet.includes('path-pattern')) continue;
    const { ingress, backend } = rule;
    const annotation = `${ALB_PREFIX}conditions.${backend.service}`;
    const detail = { is: 'CONDITIONS', ingress: namesOf(ingress), annotation, unmet: [...new Set(unmet)] } as const;
    return { code: 'INGRESS_NO_MATCH', detail, object: refOf(ingress), path: annotationPath(annotation) };
  }
  return explainNoMatch(served, request.host, request.path);
}
