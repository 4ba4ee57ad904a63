import type { Port } from '../../../net/ip.ts';
import type { Cursor } from '../../model/reader.ts';
import { withoutUndefined } from '../../tools/without-undefined.ts';
import type { BackendRef, Reference, RouteFilter } from './gateway-specs.ts';
import { referenceOf } from './read-reference.ts';

/** A backendRef as it is written, with its place. */
type GivenBackend = Reference & { readonly weight: number; readonly port?: Port; readonly at: Cursor };

/** A backendRef; without a weight it is 1. // Gateway API v1.4 apis/v1/shared_types.go BackendRef */
export function backendOf(given: GivenBackend, filters: readonly RouteFilter[]): BackendRef {
  const { weight, port, at } = given;
  return { ...referenceOf(given), weight, filters, path: at.path, ...withoutUndefined({ port }) };
}
