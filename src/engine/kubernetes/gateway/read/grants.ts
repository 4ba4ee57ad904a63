import type { BackendProblem } from '../../model/gateway-details.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { createObjectReader } from '../../cluster/memo.ts';
import { createReport, type Report } from '../../model/report.ts';
import type { ReferenceGrantSpec } from './gateway-specs.ts';
import { readReferenceGrant } from './read-reference.ts';

const readGrant = createObjectReader(readReferenceGrant);

/** A reference from an object of one namespace to one of another. */
export interface CrossReference {
  readonly from: { readonly group: string; readonly kind: string; readonly namespace: string };
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string };
}

/**
 * True when a reference stays in its namespace or a ReferenceGrant in the namespace it leads to allows it.
 * // Gateway API v1.4 apis/v1beta1/referencegrant_types.go
 */
export function isGranted(cluster: Cluster, { from, to }: CrossReference): boolean {
  if (from.namespace === to.namespace) return true;
  return cluster
    .ofKind('ReferenceGrant')
    .filter(({ ref }) => ref.namespace === to.namespace)
    .map((object) => readGrant(object, createReport()))
    .some((grant) => allows(grant, { from, to }));
}

function allows({ from: givers, to: targets }: ReferenceGrantSpec, { from, to }: CrossReference): boolean {
  return (
    givers.some((each) => each.group === from.group && each.kind === from.kind && each.namespace === from.namespace) &&
    targets.some(
      (each) => each.group === to.group && each.kind === to.kind && (each.name === undefined || each.name === to.name),
    )
  );
}

/** Notes what cannot be read of the grants. */
export function checkGrants(cluster: Cluster, report: Report): void {
  for (const object of cluster.ofKind('ReferenceGrant')) readGrant(object, report);
}

/** That no ReferenceGrant lets objects like `from` name `to`. */
export function notGranted(
  { kind, namespace }: { readonly kind: string; readonly namespace: string },
  to: { readonly kind: string; readonly namespace: string; readonly name: string },
): Extract<BackendProblem, { readonly is: 'NOT_GRANTED' }> {
  return {
    is: 'NOT_GRANTED',
    from: { kind, namespace },
    to: { kind: to.kind, namespace: to.namespace, name: to.name },
  };
}
