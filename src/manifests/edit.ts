import { buildCluster, type ClusterPrograms } from '../engine/clusters.ts';
import type { Finding, RawObject } from '../engine/objects.ts';
import type { Diagnostic, TextDetails } from './diagnostic.ts';
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
  const detail = notOne(documents, Object.keys(skipped));
  return {
    ok: false,
    diagnostics: [...told, { severity: 'error', code: 'NOT_ONE_OBJECT', detail, line: 1, column: 1 }],
  };
}

function notOne(count: number, kinds: readonly string[]): TextDetails['NOT_ONE_OBJECT'] {
  if (count === 0) return { is: 'NOTHING' };
  return count > 1 ? { is: 'SEVERAL', count } : { is: 'NOT_READ', kinds };
}

function unusableFields(object: RawObject, programs: ClusterPrograms): readonly Finding[] {
  const { findings } = buildCluster({ objects: [object] }, programs);
  return findings.filter(({ code, object: { kind, name } }) => {
    const isItsOwn = kind === object.kind && name === object.metadata.name;
    return isItsOwn && code === 'FIELD_UNUSABLE';
  });
}
