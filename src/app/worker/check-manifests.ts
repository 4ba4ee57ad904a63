import type { ClusterInput } from '../../engine/clusters.ts';
import { objectKey, type RawObject, refIn } from '../../engine/objects.ts';
import { ALL_PROGRAMS } from '../../engine/all-programs.ts';
import { createEngine } from '../../engine/engine.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import { foldDiagnostics } from '../../manifests/fold-diagnostics.ts';
import type { ParsedManifests } from '../../manifests/parse.ts';
import type { BoardCluster, ReadFindings } from './messages.ts';

/** What people get wrong in Gateways and policies is found too. */
const ENGINE = createEngine(ALL_PROGRAMS);

interface CheckRequest extends Pick<ParsedManifests, 'objects' | 'locate'> {
  /** The board that they go to, or take the place of. */
  readonly board: BoardCluster;
}

/** Lets the controllers look at what was read, in steps: that takes as long as reading it. */
export function* checkManifests({ objects, board, locate }: CheckRequest): Generator<undefined, ReadFindings> {
  const keys = new Set(objects.map(keyOf));
  function* findingsOf(all: ClusterInput): Generator<undefined, readonly Diagnostic[]> {
    const { findings } = yield* ENGINE.buildClusterInSteps(all);
    return foldDiagnostics(findings.filter(({ object }) => keys.has(objectKey(object))).map(locate));
  }
  const replace = yield* findingsOf({ objects });
  const { interventions, overrides } = board;
  const others = board.objects.filter((object) => !keys.has(keyOf(object)));
  const isBare = others.length === 0 && interventions.length === 0 && Object.keys(overrides).length === 0;
  const together = { objects: [...others, ...objects], interventions, overrides };
  return { replace, add: isBare ? replace : yield* findingsOf(together) };
}

const keyOf = (object: RawObject): string => objectKey(refIn(object, 'default'));
