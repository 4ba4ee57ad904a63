import { ALB_PREFIX } from '../../kubernetes/fields/entries/alb-annotations.ts';
import { actionOfBackend } from '../../kubernetes/ingress/alb-backends.ts';
import type { AlbMistake } from '../../kubernetes/model/alb.ts';
import type { CloudEntry } from '../../kubernetes/model/balancing.ts';
import type { IngressBackend } from '../../kubernetes/model/basics.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import { explainNoMatch } from '../ingress/cause-ingress.ts';
import { refOf } from '../ingress/ingress-backend.ts';
import type { IngressMatch } from '../ingress/ingress-match.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import { type CloudRequest, unmetOf } from './alb-match.ts';
import { type CloudIngress, rulesOf } from './cloud-match.ts';

const annotationPath = (annotation: string): readonly string[] => ['metadata', 'annotations', annotation];

/** Why a controller builds nothing: its class is not for the namespace, or an annotation that a rule of the group needs cannot be read. */
export function explainUnbuilt(served: readonly CloudIngress[]): Cause | undefined {
  const [first] = served;
  if (first?.cloud.refused !== undefined && served.every(({ cloud }) => cloud.refused !== undefined))
    return explainRefused(first, first.cloud.refused);
  for (const ingress of served) {
    for (const backend of backendsOf(ingress)) {
      const broken = brokenOf(ingress, backend);
      if (broken === undefined) continue;
      const { annotation, mistake } = broken;
      const detail = { is: 'ANNOTATION_UNREADABLE', ingress: namesOf(ingress), annotation, mistake } as const;
      return { code: 'INGRESS_NOT_SERVED', detail, object: refOf(ingress), path: annotationPath(annotation) };
    }
  }
  return undefined;
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

const backendsOf = ({ rules, defaultBackend }: CloudIngress): readonly IngressBackend[] => [
  ...rules.flatMap(({ paths }) => paths.map(({ backend }) => backend)),
  ...(defaultBackend === undefined ? [] : [defaultBackend]),
];

interface Broken {
  readonly annotation: string;
  readonly mistake: AlbMistake;
}

function brokenOf(ingress: CloudIngress, backend: IngressBackend): Broken | undefined {
  const conditions = ingress.cloud.alb?.conditions.get(backend.service);
  if (conditions?.ok === false)
    return { annotation: `${ALB_PREFIX}conditions.${backend.service}`, mistake: conditions.mistake };
  const action = actionOfBackend(ingress, backend)?.read;
  if (action?.ok === false) return { annotation: `${ALB_PREFIX}actions.${backend.service}`, mistake: action.mistake };
  return undefined;
}

/** No annotation has the action that a backend names. */
export function noAction(
  { ingress, rule, path }: IngressMatch & { readonly ingress: CloudIngress },
  action: string,
): Cause {
  const has = [...(ingress.cloud.alb?.actions.keys() ?? [])];
  const at =
    rule === undefined ? ['spec', 'defaultBackend'] : ['spec', 'rules', rule, 'http', 'paths', path ?? 0, 'backend'];
  const object = refOf(ingress);
  const field = [...at, 'service', 'name'];
  const detail = { is: 'NO_ACTION', ingress: namesOf(ingress), action, has } as const;
  const cause = { code: 'INGRESS_BACKEND_NOT_FOUND', detail, object, path: field } as const;
  const near = nearestNames(action, has)[0];
  if (near === undefined) return cause;
  const fix = { code: 'SET_FIELD_OF_BACKEND', detail: { field: 'name', value: near } } as const;
  return { ...cause, fix: { ...fix, object, path: field, value: near } };
}

/** The load balancer answers an error by itself, as it is told. */
export function explainFixed(ingress: CloudIngress, action: string, status: number): Cause {
  const annotation = `${ALB_PREFIX}actions.${action}`;
  const detail = { ingress: namesOf(ingress), annotation, status };
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
