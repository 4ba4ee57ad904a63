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

/** Edits that were made before what records them is there, and are recorded once it is. */
export interface Missed {
  readonly note: (edit: KeptEdit, engine: Engine) => void;
  /**
   * What the documents of the history would be had each of them been recorded when it was made: after it everything that it left alone has
   * what it had. undefined: they are the same, or have to wait.
   */
  readonly record: (chain: Chain, engine: Engine) => Chain | undefined;
}

export function createMissed(): Missed {
  const missed = new Set<KeptEdit>();
  return {
    note: (edit, { programs }) => {
      if (programs.keepAllocations === undefined) missed.add(edit);
    },
    record: (chain, engine) => {
      if (missed.size === 0 || engine.programs.keepAllocations === undefined) return undefined;
      const recorded = recordedAnew(chain, engine, missed);
      missed.clear();
      return recorded;
    },
  };
}

function recordedAnew(
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
    const [was, before, is] = [states[at], next[at], states[at + 1]];
    if (!missed.has(edit) || was === undefined || before === undefined || is === undefined) return;
    let after = recordedAs(before, was, is);
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

/** The document after an edit that left the record as it found it, with the record that is found now. */
function recordedAs(before: ScenarioDocument, was: ScenarioDocument, is: ScenarioDocument): ScenarioDocument {
  const { allocated } = before.overrides;
  const isLeft = was.overrides.allocated === is.overrides.allocated && allocated !== is.overrides.allocated;
  if (!isLeft) return is;
  const { allocated: _, ...others } = is.overrides;
  return { ...is, overrides: allocated === undefined ? others : { ...others, allocated } };
}
