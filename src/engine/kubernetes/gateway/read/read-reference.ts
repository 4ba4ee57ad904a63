import { REFERENCE_GRANT } from '../../kinds/gateway-api/reference-grant.ts';
import { type Cursor, unusable } from '../../model/reader.ts';
import { withoutUndefined } from '../../tools/without-undefined.ts';
import type { Reference, ReferenceGrantSpec } from './gateway-specs.ts';

/** What names an object, without what else stands beside. */
export function referenceOf({ group, kind, name, namespace }: Reference): Reference {
  return { group, kind, name, ...withoutUndefined({ namespace }) };
}

/** gateway.networking.k8s.io ReferenceGrant: who (`from`) may name what (`to`) in its namespace. */
export function readReferenceGrant(object: Cursor): ReferenceGrantSpec {
  const { spec } = REFERENCE_GRANT.read(object);
  return {
    from: spec.from.flatMap(({ kind, namespace, group, at }) => {
      if (kind === undefined || namespace === undefined) return unusable(at, 'GRANTED_FROM') ?? [];
      return { group: group(), kind, namespace };
    }),
    to: spec.to.flatMap(({ kind, group, name, at }) => {
      if (kind === undefined) return unusable(at, 'GRANTED_TO') ?? [];
      return { group: group(), kind, ...withoutUndefined({ name: name() }) };
    }),
  };
}
