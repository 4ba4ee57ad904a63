import { isNamespaced } from '../../engine/kubernetes/model/kinds.ts';
import { objectKey, type RawObject } from '../../engine/kubernetes/model/object.ts';
import { ALL_PROGRAMS } from '../../engine/routing/engine/all-programs.ts';
import { createEngine } from '../../engine/routing/engine/create-engine.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import { foldDiagnostics } from '../../manifests/fold-diagnostics.ts';
import type { ParsedManifests } from '../../manifests/parse.ts';
import type { ReadFindings } from './messages.ts';

/** What people get wrong in Gateways and policies is found too. */
const ENGINE = createEngine(ALL_PROGRAMS);

interface CheckRequest extends Pick<ParsedManifests, 'objects' | 'locate'> {
  /** What is on the board that they go to, or take the place of. */
  readonly board: readonly RawObject[];
}

/** Lets the controllers look at what was read, in steps: that takes as long as reading it. */
export function* checkManifests({ objects, board, locate }: CheckRequest): Generator<undefined, ReadFindings> {
  const keys = new Set(objects.map(keyOf));
  function* findingsOf(all: readonly RawObject[]): Generator<undefined, readonly Diagnostic[]> {
    const { findings } = yield* ENGINE.buildClusterInSteps({ objects: all });
    return foldDiagnostics(findings.filter(({ object }) => keys.has(objectKey(object))).map(locate));
  }
  const replace = yield* findingsOf(objects);
  const others = board.filter((object) => !keys.has(keyOf(object)));
  return { replace, add: others.length === 0 ? replace : yield* findingsOf([...others, ...objects]) };
}

function keyOf({ apiVersion, kind, metadata: { name, namespace } }: RawObject): string {
  return objectKey({ kind, name, ...(isNamespaced(apiVersion, kind) ? { namespace: namespace ?? 'default' } : {}) });
}
