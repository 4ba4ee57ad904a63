import type { RawObject } from '../engine/kubernetes/object.ts';
import type { Diagnostic } from './diagnostic.ts';
import { parseManifests } from './parse.ts';

export type ParsedObject =
  | { readonly ok: true; readonly object: RawObject; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Reads the text of an editor that holds one object. */
export function parseObject(text: string): ParsedObject {
  const { objects, documents, skipped, diagnostics } = parseManifests([{ name: '', text }]);
  const told = diagnostics.map(({ file: _file, ...diagnostic }) => diagnostic);
  const [object] = objects;
  if (told.some(({ severity }) => severity === 'error')) return { ok: false, diagnostics: told };
  if (documents === 1 && object !== undefined) return { ok: true, object, diagnostics: told };
  const kinds = Object.keys(skipped);
  const message =
    documents === 0
      ? 'There is nothing here; expected one object.'
      : documents > 1
        ? `There are ${documents} objects here; expected one.`
        : `The kind ${kinds.join(', ')} is not read here; expected one that is, such as Service.`;
  return {
    ok: false,
    diagnostics: [...told, { severity: 'error', code: 'NOT_ONE_OBJECT', message, line: 1, column: 1 }],
  };
}
