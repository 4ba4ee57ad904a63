import { LABEL_SELECTOR } from '../../fields/label-selector.ts';
import { readAt } from '../../fields/schema.ts';
import { withoutUndefined } from '../../tools/without-undefined.ts';
import {
  type Cursor,
  expectMapping,
  field,
  isAbsent,
  readList,
  readOneOf,
  readString,
  readText,
  unusable,
} from '../../model/reader.ts';
import type { AllowedNamespaces, Reference, ReferenceGrantSpec } from './gateway-specs.ts';

/** A reference whose group and kind default to those given. Undefined (and noted) without a name. */
export function readReference(cursor: Cursor, group: string, kind: string): Reference | undefined {
  if (!expectMapping(cursor)) return undefined;
  const name = readText(field(cursor, 'name'));
  if (name === undefined) return unusable(field(cursor, 'name'), 'OBJECT_NAME');
  return {
    group: readString(field(cursor, 'group')) ?? group,
    kind: readText(field(cursor, 'kind')) ?? kind,
    name,
    ...withoutUndefined({ namespace: readText(field(cursor, 'namespace')) }),
  };
}

/** `namespaces: {from, selector}` of allowedRoutes and allowedListeners. */
export function readNamespaces(cursor: Cursor, otherwise: AllowedNamespaces['from']): AllowedNamespaces {
  const from = readOneOf(field(cursor, 'from'), ['All', 'Same', 'Selector', 'None']) ?? otherwise;
  const selector = field(cursor, 'selector');
  return { from, ...withoutUndefined({ selector: isAbsent(selector) ? undefined : readAt(LABEL_SELECTOR, selector) }) };
}

/** gateway.networking.k8s.io ReferenceGrant: who (`from`) may name what (`to`) in its namespace. */
export function readReferenceGrant(object: Cursor): ReferenceGrantSpec {
  const spec = field(object, 'spec');
  return {
    from: readList(field(spec, 'from'), (item) => {
      const kind = readText(field(item, 'kind'));
      const namespace = readText(field(item, 'namespace'));
      if (kind === undefined || namespace === undefined) return unusable(item, 'GRANTED_FROM');
      return { group: readString(field(item, 'group')) ?? '', kind, namespace };
    }),
    to: readList(field(spec, 'to'), (item) => {
      const kind = readText(field(item, 'kind'));
      if (kind === undefined) return unusable(item, 'GRANTED_TO');
      return {
        group: readString(field(item, 'group')) ?? '',
        kind,
        ...withoutUndefined({ name: readText(field(item, 'name')) }),
      };
    }),
  };
}
