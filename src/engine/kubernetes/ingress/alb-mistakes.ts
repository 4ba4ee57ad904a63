import { ALB_PREFIX } from '../fields/entries/alb-annotations.ts';
import type { CloudEntry } from '../model/balancing.ts';
import type { ServiceDetails } from '../model/object-details.ts';
import type { ObjectRef } from '../model/object.ts';
import type { FieldPath } from '../model/reader.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { PlacedBackend } from '../model/specs.ts';
import { actionOfBackend, brokenRules } from './alb-backends.ts';

/** An Ingress that a cloud's load balancer serves. */
interface AlbIngress {
  readonly ref: ObjectRef;
  readonly cloud: CloudEntry;
  readonly backends: readonly PlacedBackend[];
}

/** Actions and conditions of an ALB that backends name: an annotation that cannot be read keeps it from being built at all. */
export function findAlbMistakes({ ref, cloud, backends }: AlbIngress, report: Report): void {
  const { alb } = cloud;
  if (alb === undefined) return;
  const object: ObjectRef = { kind: 'Ingress', namespace: ref.namespace ?? 'default', name: ref.name };
  const tell = (name: string, because: ServiceDetails['ALB_RULE_UNUSABLE']['because'], path?: FieldPath): void => {
    const annotation = ALB_PREFIX + name;
    const at = path ?? ['metadata', 'annotations', annotation];
    addFinding(report, {
      severity: 'error',
      code: 'ALB_RULE_UNUSABLE',
      detail: { annotation, because },
      object,
      path: at,
    });
  };
  const told = new Set<string>();
  for (const { backend, path } of backends) {
    if (told.has(backend.service)) continue;
    told.add(backend.service);
    for (const { name, mistake } of brokenRules({ cloud }, backend)) tell(name, mistake);
    const action = actionOfBackend({ cloud }, backend);
    if (action !== undefined && action.read === undefined)
      tell(`actions.${action.name}`, { is: 'ABSENT', has: [...alb.actions.keys()] }, path);
  }
}
