import type { Engine } from '../../engine/engine.ts';
import type { Cluster } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { KeptEdit } from './edit-details.ts';

interface Entry {
  readonly document: ScenarioDocument;
  readonly edit: KeptEdit;
  readonly opening: number;
}

/** A document with its history. */
interface Chain {
  readonly document: ScenarioDocument;
  readonly past: readonly Entry[];
  readonly future: readonly Entry[];
}

/** Records edits that were made before what records them was there, which are none then. */
export function recordEarly(
  { engine, ...chain }: Chain & { readonly engine: Engine },
  missed: Set<KeptEdit>,
  take: (recorded: Chain) => void,
): void {
  const recorded = recordMissed(chain, engine, missed);
  missed.clear();
  if (recorded !== undefined) take(recorded);
}

/**
 * What the documents of the history would be had each of `missed` been recorded when it was made: after it everything that it left alone
 * has what it had. undefined: they are the same.
 */
function recordMissed(
  { document, past, future }: Chain,
  engine: Engine,
  missed: ReadonlySet<KeptEdit>,
): Chain | undefined {
  const { keepAllocations } = engine.programs;
  const edits = [...past, ...future].map(({ edit }) => edit);
  const states = [...past.map((entry) => entry.document), document, ...future.map((entry) => entry.document)];
  const next = [...states];
  const clusterOf = ({ objects, interventions, overrides }: ScenarioDocument, previous?: Cluster): Cluster =>
    engine.buildCluster({ objects, interventions, overrides, ...(previous && { previous }) });
  edits.forEach((edit, at) => {
    const [before, is] = [next[at], states[at + 1]];
    if (!missed.has(edit) || before === undefined || is === undefined) return;
    let after = recordedAs(before, is);
    const cluster = clusterOf(before);
    const given = after;
    keepAllocations?.({
      before: cluster,
      after: clusterOf(given, cluster),
      overrides: given.overrides,
      interventions: [before.interventions, given.interventions],
      build: (overrides) => {
        after = { ...given, overrides };
        return clusterOf(after, cluster);
      },
    });
    next[at + 1] = after;
  });
  const now = next[past.length];
  if (now === undefined || next.every((each, at) => each === states[at])) return undefined;
  const entryAs = (entry: Entry, at: number): Entry => {
    const other = next[at] ?? entry.document;
    return other === entry.document ? entry : { ...entry, document: other };
  };
  return {
    document: now,
    past: past.map(entryAs),
    future: future.map((entry, at) => entryAs(entry, past.length + 1 + at)),
  };
}

/** A document with the record of the one before it. */
function recordedAs({ overrides: { allocated } }: ScenarioDocument, is: ScenarioDocument): ScenarioDocument {
  if (allocated === is.overrides.allocated) return is;
  const { allocated: _, ...others } = is.overrides;
  return { ...is, overrides: allocated === undefined ? others : { ...others, allocated } };
}
