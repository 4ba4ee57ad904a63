import { kindsOf, templatePath } from '../../kubernetes/kind-table/kinds.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { recordOf } from '../../kubernetes/model/reader.ts';
import type { Behind } from '../outcome/cause-details.ts';
import type { Cause } from '../outcome/outcome.ts';

type Labels = Readonly<Record<string, string>>;

interface Wanted {
  readonly service: ClusterService;
  readonly of: Behind;
  readonly selector: Labels;
}

/** The workload whose pods a Service selects where that is scaled to none; what another controls, as old ReplicaSets, is left to that. undefined: there is none. */
export function explainScaled(cluster: Cluster, { service, of, selector }: Wanted): Cause | undefined {
  const found = kindsOf('scaled')
    .flatMap((kind) => cluster.ofKind(kind))
    .find((each) => each.ref.namespace === service.namespace && isScaledToNone(each) && isSelected(each, selector));
  if (found === undefined) return undefined;
  const object = { kind: found.ref.kind, namespace: service.namespace, name: found.ref.name };
  const path = ['spec', 'replicas'];
  const detail = { is: 'SCALED_TO_NONE', ...of, workload: { kind: object.kind, name: object.name } } as const;
  const fix = { code: 'SET_FIELD', detail: { field: 'replicas', value: 1 }, object, path, value: 1 } as const;
  return { code: 'SERVICE_HAS_NO_ENDPOINTS', detail, object, path, fix };
}

function isScaledToNone({ raw, controller }: StoredObject): boolean {
  return controller === undefined && recordOf(raw['spec'])['replicas'] === 0;
}

function isSelected({ raw, ref }: StoredObject, selector: Labels): boolean {
  const path = [...templatePath(ref.kind), 'metadata', 'labels'];
  const labels = path.reduce<Readonly<Record<string, unknown>>>((at, key) => recordOf(at[key]), raw);
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
