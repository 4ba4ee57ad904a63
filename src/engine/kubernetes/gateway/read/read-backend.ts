import { withoutUndefined } from '../../tools/without-undefined.ts';
import { type Cursor, field, readInteger, readList, readPort } from '../../model/reader.ts';
import type { BackendRef, RouteFilter } from './gateway-specs.ts';
import { readReference } from './read-reference.ts';

/** A backendRef; without a weight it is 1. // Gateway API v1.4 apis/v1/shared_types.go BackendRef */
export function readBackend(
  cursor: Cursor,
  readFilter: (filter: Cursor) => RouteFilter | undefined,
): BackendRef | undefined {
  const reference = readReference(cursor, '', 'Service');
  if (reference === undefined) return undefined;
  return {
    ...reference,
    weight: readInteger(field(cursor, 'weight'), 0, 1_000_000) ?? 1,
    filters: readList(field(cursor, 'filters'), readFilter),
    path: cursor.path,
    ...withoutUndefined({ port: readPort(field(cursor, 'port')) }),
  };
}
