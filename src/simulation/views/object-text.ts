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

/** A whole board as one text that kubectl apply takes: Namespaces come first, as what is in them is refused before. */
export function textOfBoard(document: Texts & Pick<ScenarioDocument, 'objects'>): string {
  const isNamespace = ({ kind }: RawObject): boolean => kind === 'Namespace';
  const ordered = document.objects.toSorted((a, b) => Number(isNamespace(b)) - Number(isNamespace(a)));
  return joinDocuments(textsOf(document, ordered));
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
