import { type Cluster, objectKey } from '../../engine/objects.ts';
import type { TraceResult } from '../../engine/engine.ts';
import { namespaceOwner } from '../../engine/packets.ts';
import { isRecord } from '../../engine/text.ts';
import { foldDiagnostics } from '../../manifests/fold-diagnostics.ts';
import { INPUT } from '../../narration/en/cli/input.ts';
import { formatDiagnostic } from '../input/read-input.ts';
import type { SaidDiagnostic } from '../terminal/said.ts';

/**
 * What was found wrong, as it is told behind the answer to one request: of what the walk meets, and of what could not be read, each by itself; of
 * everything else how much there is.
 */
export function walkDiagnostics(
  diagnostics: readonly SaidDiagnostic[],
  { cluster, result }: { readonly cluster: Cluster; readonly result: TraceResult },
): string {
  const told = diagnostics.filter(({ severity }) => severity !== 'info');
  const met = partiesOf(cluster, result);
  const isMet = ({ object }: SaidDiagnostic): boolean => object === undefined || met.has(objectKey(object));
  const own = told.filter(isMet);
  const others = told.length - own.length;
  return [
    ...foldDiagnostics(own).map(formatDiagnostic),
    ...(others === 0 ? [] : [INPUT.notOfTheWalk(others, own.length)]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** Keys of all objects that a result names: parties of its walks, whose rules it meets, causes; with the workloads of its pods. */
function partiesOf(cluster: Cluster, result: TraceResult): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (kind: string, namespace: string | undefined, name: string): void => {
    found.add(objectKey({ kind, name, ...(namespace !== undefined && { namespace }) }));
    const pod = kind === 'Pod' && namespace !== undefined ? cluster.pod(namespace, name) : undefined;
    if (pod !== undefined) found.add(objectKey(pod.workload));
  };
  // Outcomes share most of what they are made of.
  const seen = new Set<unknown>();
  const open: unknown[] = [result];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    open.push(...Object.values(value));
    if (!isRecord(value)) continue;
    const { kind, namespace, name } = value;
    const place = typeof namespace === 'string' ? namespace : undefined;
    if (typeof kind === 'string' && typeof name === 'string') add(kind, place, name);
    const owner = place === undefined ? undefined : namespaceOwner(place);
    if (owner !== undefined) add(owner.kind, 'namespace' in owner ? owner.namespace : undefined, owner.name);
  }
  return found;
}
