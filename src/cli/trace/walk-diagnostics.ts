import { type Cluster, objectKey, type ObjectRef } from '../../engine/objects.ts';
import type { TraceResult } from '../../engine/engine.ts';
import { namespaceOwner } from '../../engine/packets.ts';
import { isRecord } from '../../engine/text.ts';
import { foldDiagnostics } from '../../manifests/fold-diagnostics.ts';
import { INPUT } from '../../narration/en/cli/input.ts';
import { formatDiagnostic, type ReadCluster } from '../input/read-input.ts';
import type { SaidDiagnostic } from '../terminal/said.ts';

/** To look for mistakes in all of more objects takes longer than to walk among them. */
const MOST_LOOKED_AT = 5000;

/** One walk meets a few of these: only those are looked at for mistakes. */
export const isLarge = ({ manifests }: Pick<ReadCluster, 'manifests'>): boolean =>
  manifests.objects.length > MOST_LOOKED_AT;

/**
 * What was found wrong, as it is told behind the answer to one request: of what the walk meets, and of what could not be read, each by itself; of
 * everything else how much there is, or that nobody has looked.
 */
export function walkDiagnostics(read: ReadCluster, result: TraceResult): string {
  const isNamed = partiesOf(read.cluster, result);
  const isTold = ({ severity }: SaidDiagnostic): boolean => severity !== 'info';
  const isMet = (object: ObjectRef | undefined): boolean => object === undefined || isNamed(object);
  // Where all is looked at anyway, of that what is met.
  const all = isLarge(read) ? read.diagnosticsAbout(isMet) : read.diagnostics;
  const told = all.filter(isTold);
  const own = told.filter(({ object }) => isMet(object));
  const lines = foldDiagnostics(own).map(formatDiagnostic);
  if (isLarge(read)) lines.push(INPUT.onlyOfTheWalk(read.manifests.objects.length));
  else if (told.length > own.length) lines.push(INPUT.notOfTheWalk(told.length - own.length, own.length));
  return lines.map((line) => `${line}\n`).join('');
}

/** Tells of each object whether a result names it: parties of its walks, whose rules it meets, causes; with the workloads of its pods. */
function partiesOf(cluster: Cluster, result: TraceResult): (object: ObjectRef) => boolean {
  const [names, keys] = [new Set<string>(), new Set<string>()];
  const note = (object: ObjectRef): void => {
    names.add(object.name);
    keys.add(objectKey(object));
  };
  const add = (kind: string, namespace: string | undefined, name: string): void => {
    note({ kind, name, ...(namespace !== undefined && { namespace }) });
    const pod = kind === 'Pod' && namespace !== undefined ? cluster.pod(namespace, name) : undefined;
    if (pod !== undefined) note(pod.workload);
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
  // Of 100,000 objects most are told by their names alone, without a key for each.
  return (object) => names.has(object.name) && keys.has(objectKey(object));
}
