import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { createCursor } from '../../kubernetes/model/reader.ts';
import { remembered } from '../../kubernetes/tools/ask.ts';
import type { RawObject } from '../../kubernetes/model/object.ts';
import { AUTHORIZATION_POLICY } from '../../kubernetes/kinds/istio-authorization.ts';
import { DESTINATION_RULE, PEER_AUTHENTICATION } from '../../kubernetes/kinds/istio-policies.ts';

/** Istio's own namespace, whose objects hold for the whole mesh. Simplification: meshConfig.rootNamespace is istio-system. */
export const ROOT = 'istio-system';

export const peerAuthenticationOf = remembered(
  (raw: RawObject) => PEER_AUTHENTICATION.read(createCursor(raw, [])).spec,
);
export const destinationRuleOf = remembered((raw: RawObject) => DESTINATION_RULE.read(createCursor(raw, [])).spec);

export const authorizationOf = remembered((raw: RawObject) => AUTHORIZATION_POLICY.read(createCursor(raw, [])).spec);

/** The objects of a kind, the oldest first. // istio pilot/pkg/model/push_context.go sortConfigByCreationTime */
export const olderFirst = (cluster: Cluster, kind: string): readonly StoredObject[] =>
  cluster.ofKind(kind).toSorted((a, b) => compare(ageOf(a), ageOf(b)));

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** One that does not say when it was created is yet to be. Of one age the name decides. */
function ageOf({ raw, ref }: StoredObject): string {
  const { creationTimestamp } = raw.metadata as { readonly creationTimestamp?: unknown };
  return `${typeof creationTimestamp === 'string' ? creationTimestamp : '9'} ${ref.name}.${ref.namespace ?? ''}`;
}

/** Whether labels are among those of a pod; without any it is every pod. */
export function selects(
  selector: { readonly matchLabels: Readonly<Record<string, string>> } | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}

/** True where it names no labels: it holds for all of its namespace. */
export const selectsAll = (selector: { readonly matchLabels: Readonly<Record<string, string>> } | undefined): boolean =>
  Object.keys(selector?.matchLabels ?? {}).length === 0;
