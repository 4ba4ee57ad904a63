import type { ObjectRef, RawObject } from '../../../engine/objects.ts';
import type { ScenarioDocument } from '../../../scenario/document/document.ts';
import { objectsOf } from '../board-objects.ts';
import { fieldsAt, listAt } from '../fields.ts';
import { freeName } from '../free-name.ts';

/** Who names an object of another namespace. */
interface Naming {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string | undefined;
}

/** What allows it to name a Service of another namespace; none where something does already. // Gateway API v1 ReferenceGrant */
export function grantFor(
  document: ScenarioDocument,
  from: Naming,
  { namespace = '', name }: ObjectRef,
): readonly RawObject[] {
  const isGranted = objectsOf(document).some(({ ref, object }) => {
    if (ref.kind !== 'ReferenceGrant' || ref.namespace !== namespace) return false;
    const spec = fieldsAt(object, 'spec');
    const lets = listAt(spec['from']).some(
      (each) => each['kind'] === from.kind && each['namespace'] === from.namespace,
    );
    const reaches = listAt(spec['to']).some(
      (each) => each['kind'] === 'Service' && (each['name'] === undefined || each['name'] === name),
    );
    return lets && reaches;
  });
  if (isGranted) return [];
  const own = freeName(document, { kind: 'ReferenceGrant', namespace }, [`${from.namespace}-to-${name}`]);
  return [
    {
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { name: own, namespace },
      spec: { from: [from], to: [{ group: '', kind: 'Service', name }] },
    },
  ];
}
