import type { RawObject } from '../../../../engine/objects.ts';
import { recordOf } from '../../../../engine/text.ts';
import { withItem } from '../../../../manifests/assist/starts.ts';
import { listAt } from '../../../../simulation/build/fields.ts';

/** The ports of a Service with one more, which differs from them in name and port; all have a name then. */
export function withPort(service: RawObject): readonly unknown[] {
  const place = { kind: 'Service', path: ['spec', 'ports'], namesOf: () => [] };
  return withItem(
    place,
    { is: 'mapping', fields: new Map(), isSure: true },
    listAt(recordOf(service['spec'])['ports']),
  );
}
