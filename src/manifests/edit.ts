import { buildCluster, type ClusterPrograms } from '../engine/clusters.ts';
import type { Finding, RawObject } from '../engine/objects.ts';
import type { Diagnostic } from './diagnostic.ts';
import { parseManifests } from './parse.ts';

export type ParsedObject =
  | { readonly ok: true; readonly object: RawObject; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads the text of an editor that holds one object. A field that cannot be used is an error at its line, as the API server
 * refuses the object. `programs`: those of the engine, which read kinds that only some clusters have.
 */
export function parseObject(text: string, programs: ClusterPrograms = {}): ParsedObject {
  const { objects, documents, skipped, diagnostics, locate } = parseManifests([{ name: '', text }]);
  const [object] = objects;
  const fields = object === undefined || documents !== 1 ? [] : unusableFields(object, programs).map(locate);
  const told = [...diagnostics, ...fields].map(({ file: _file, ...diagnostic }) => diagnostic);
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

function unusableFields(object: RawObject, programs: ClusterPrograms): readonly Finding[] {
  const { findings } = buildCluster({ objects: [object] }, programs);
  return findings.filter(({ code, object: { kind, name } }) => {
    const isItsOwn = kind === object.kind && name === object.metadata.name;
    return isItsOwn && code === 'FIELD_UNUSABLE';
  });
}
