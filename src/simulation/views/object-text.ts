import { objectKey, type RawObject } from '../../engine/objects.ts';
import { joinDocuments, type ObjectText } from '../../manifests/board-text.ts';
import { formatManifests } from '../../manifests/format.ts';
import { patchText } from '../../manifests/patch-text.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { setTexts } from '../edits.ts';
import { homeOf, refOf } from '../object-refs.ts';

interface Texts extends Pick<ScenarioDocument, 'overrides'> {
  readonly texts?: ScenarioDocument['texts'] | undefined;
}

interface Patched {
  readonly written: string;
  readonly text: string;
}

const patched = new WeakMap<RawObject, Patched>();

/** An object as the text it was written as, with comments and in its order; as it is printed where nobody wrote one. */
export function textOfObject(document: Texts, object: RawObject): string {
  const written = document.texts?.[keyIn(document, object)];
  if (written === undefined) return formatManifests([object]);
  const known = patched.get(object);
  if (known?.written === written) return known.text;
  // Of a Secret no text is shown: its data is not kept.
  const text = object.kind === 'Secret' ? '' : patchText(written, object);
  patched.set(object, { written, text });
  return text;
}

/** What was written of each object; of Secrets nothing is shown. */
export function textsOf(document: Texts, objects: readonly RawObject[]): readonly ObjectText[] {
  return objects.flatMap((object) => {
    const text = textOfObject(document, object);
    return text === '' ? [] : [{ object, text }];
  });
}

/** Namespaces that every cluster has. kubernetes.io/docs namespaces, initial namespaces */
const INITIAL = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** What a board is as manifests. */
export interface BoardManifests {
  readonly text: string;
  /** Whether its Nodes are among them; undefined: it has none. */
  readonly withNodes: boolean | undefined;
  /** Namespaces that objects are in and that nobody wrote: they are among them, too. */
  readonly addedNamespaces: readonly string[];
}

/**
 * A whole board as one text that kubectl apply takes: Namespaces come first, as what is in them is refused before. `withNodes`: by
 * default Nodes that were read from a cluster are in it; any other would be registered there, and no machine would be behind it.
 */
export function manifestsOf(
  document: Texts & Pick<ScenarioDocument, 'objects'>,
  withNodes = document.objects.some(isRealNode),
): BoardManifests {
  const written = textsOf(
    document,
    document.objects.filter((object) => withNodes || !isNode(object)),
  );
  const known = new Set([
    ...INITIAL,
    ...written.map(({ object }) => (isNamespace(object) ? object.metadata.name : '')),
  ]);
  const home = homeOf({ overrides: document.overrides });
  const used = written.flatMap(({ object }) =>
    refOf(object, home).namespace === undefined ? [] : (object.metadata.namespace ?? []),
  );
  const addedNamespaces = [...new Set(used)].filter((name) => !known.has(name));
  const added = addedNamespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  const all = [...textsOf({ overrides: document.overrides }, added), ...written];
  const ordered = all.toSorted((a, b) => Number(isNamespace(b.object)) - Number(isNamespace(a.object)));
  return {
    text: joinDocuments(ordered),
    withNodes: document.objects.some(isNode) ? withNodes : undefined,
    addedNamespaces,
  };
}

const isNamespace = ({ kind }: RawObject): boolean => kind === 'Namespace';
const isNode = ({ kind }: RawObject): boolean => kind === 'Node';

/** It bears what only an API server gives. */
function isRealNode(object: RawObject): boolean {
  const metadata: object = object.metadata;
  return isNode(object) && ('uid' in metadata || 'creationTimestamp' in metadata);
}

/** The document with what somebody wrote of these objects of it, where that is not how they are printed anyway. */
export function withWritten(
  document: ScenarioDocument,
  written: readonly { readonly object: RawObject; readonly text: string }[],
): ScenarioDocument {
  const own = written.filter(
    ({ object, text }) => text !== '' && object.kind !== 'Secret' && text !== textOfObject(document, object),
  );
  return setTexts(document, new Map(own.map(({ object, text }) => [keyIn(document, object), text])));
}

function keyIn(document: Texts, object: RawObject): string {
  return objectKey(refOf(object, homeOf({ overrides: document.overrides })));
}
