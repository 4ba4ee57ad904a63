import { formatObjectRef } from '../../engine/objects.ts';
import { joinDocuments } from '../../manifests/board-text.ts';
import type { ElementId } from '../../scenario/document/document.ts';
import { textsOf } from '../views/object-text.ts';
import type { Simulation } from '../workspace/simulation.ts';
import { writtenRefs } from './board-actions.ts';
import { type BoardObject, findObject } from './board-objects.ts';

/** What elements show, as a text that `kubectl apply` accepts. */
export interface CopiedText {
  readonly text: string;
  /** The written Namespaces that it is in, where they are not in it themselves, as a text of the same kind. */
  readonly namespaces: string;
  /** What is in it. */
  readonly names: readonly string[];
  /** How many Secrets are left out: their data is never kept. */
  readonly withoutSecrets: number;
}

/** undefined: nobody wrote any of it, which has been told. */
export function textOnBoard(simulation: Simulation, elements: readonly ElementId[]): CopiedText | undefined {
  const board = simulation.document.getState().document;
  const found = writtenRefs(simulation, elements).flatMap((ref) => findObject(board, ref) ?? []);
  const shown = found.filter(({ ref }) => ref.kind !== 'Secret');
  if (shown.length === 0) return undefined;
  const spaces = [...new Set(shown.flatMap(({ ref }) => ref.namespace ?? []))];
  const around = spaces.flatMap((name) => findObject(board, { kind: 'Namespace', name }) ?? []);
  const isShown = new Set(shown.map(({ object }) => object));
  const textOf = (objects: readonly BoardObject[]): string =>
    joinDocuments(
      textsOf(
        board,
        objects.map(({ object }) => object),
      ),
    );
  return {
    text: textOf(shown),
    namespaces: textOf(around.filter(({ object }) => !isShown.has(object))),
    names: shown.map(({ ref }) => formatObjectRef(ref)),
    withoutSecrets: found.length - shown.length,
  };
}
