import { buildCluster, type ClusterPrograms } from '../engine/clusters.ts';
import { type Finding, objectKey, type ObjectRef, type RawObject } from '../engine/objects.ts';
import { findMisfits } from './checks/check-shape.ts';
import { isRefusedAsWritten, toldOnce } from './checks/refusals.ts';
import { shapeOfKind } from './checks/shape.ts';
import type { Diagnostic, TextDetails } from './diagnostic.ts';
import { type ParsedManifests, parseManifests } from './parse.ts';

export type ParsedObject =
  | { readonly ok: true; readonly object: RawObject; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export interface ParsedObjects {
  /** Nothing in the text is an error. */
  readonly ok: boolean;
  readonly objects: readonly RawObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly locate: ParsedManifests['locate'];
}

/**
 * Reads the text of an editor that holds one object. A field that cannot be used is an error at its line, as the API server
 * refuses the object. `programs`: those of the engine, which read kinds that only some clusters have.
 */
export function parseObject(text: string, programs: ClusterPrograms = {}): ParsedObject {
  const { documents, objects, skipped, diagnostics } = read(text, programs);
  const [object] = objects;
  if (diagnostics.some(({ severity }) => severity === 'error')) return { ok: false, diagnostics };
  if (documents === 1 && object !== undefined) return { ok: true, object, diagnostics };
  const detail = notOne(documents, Object.keys(skipped));
  return {
    ok: false,
    diagnostics: [...diagnostics, { severity: 'error', code: 'NOT_ONE_OBJECT', detail, line: 1, column: 1 }],
  };
}

/** As {@link parseObject}, of a text that holds any number of objects. */
export function parseObjects(text: string, programs: ClusterPrograms = {}): ParsedObjects {
  const { objects, diagnostics, leftOut, locate } = read(text, programs);
  const unserved = new Set(diagnostics.flatMap(({ code, line }) => (code === 'KIND_NOT_SERVED' ? [line] : [])));
  const left = leftOut.flatMap(({ file: _file, ...rest }): readonly Diagnostic[] =>
    unserved.has(rest.line) ? [] : [rest],
  );
  const ok = !diagnostics.some(({ severity }) => severity === 'error');
  return { ok, objects, diagnostics: [...diagnostics, ...left], locate };
}

function read(text: string, programs: ClusterPrograms) {
  const parsed = parseManifests([{ name: '', text }]);
  const refused = [...parsed.diagnostics, ...parsed.missing()].map(asWritten);
  const fields = unusableFields(parsed.objects, programs).map(parsed.locate);
  return {
    ...parsed,
    diagnostics: toldOnce([...refused, ...fields]).map(({ file: _file, ...diagnostic }): Diagnostic => diagnostic),
  };
}

/** Somebody writes it here: what no API server takes is not put on the board. */
const asWritten = (diagnostic: Diagnostic): Diagnostic =>
  isRefusedAsWritten(diagnostic.code) ? { ...diagnostic, severity: 'error' } : diagnostic;

function notOne(count: number, kinds: readonly string[]): TextDetails['NOT_ONE_OBJECT'] {
  if (count === 0) return { is: 'NOTHING' };
  return count > 1 ? { is: 'SEVERAL', count } : { is: 'NOT_READ', kinds };
}

function unusableFields(objects: readonly RawObject[], programs: ClusterPrograms): readonly Finding[] {
  if (objects.length === 0) return [];
  const ours = new Set(objects.map(({ kind, metadata: { name } }) => `${kind}/${name}`));
  const { findings } = buildCluster({ objects }, programs);
  const read = findings.filter(
    ({ code, object: { kind, name } }) => ours.has(`${kind}/${name}`) && code === 'FIELD_UNUSABLE',
  );
  const told = new Set(read.map(fieldKey));
  return [...read, ...objects.flatMap(misfitsOf).filter((finding) => !told.has(fieldKey(finding)))];
}

function fieldKey({ object: { kind, name }, path }: Finding): string {
  return JSON.stringify([objectKey({ kind, name }), path]);
}

function misfitsOf(object: RawObject): readonly Finding[] {
  const { apiVersion, kind, metadata } = object;
  const shape = shapeOfKind(apiVersion, kind);
  if (shape === undefined) return [];
  const { name, namespace } = metadata;
  const ref: ObjectRef = namespace === undefined ? { kind, name } : { kind, namespace, name };
  return findMisfits(object, shape).map(({ path, expected, found }) => ({
    severity: 'error',
    code: 'FIELD_UNUSABLE',
    detail: { is: 'EXPECTED', expected, found },
    object: ref,
    path,
  }));
}
