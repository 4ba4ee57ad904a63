import type { CniVariable } from '../projection/container-texts.ts';
import type { RawObject } from '../model/object.ts';
import { createCursor, type Cursor, field, fieldAt, readList, readText } from '../model/reader.ts';

/** The containers of a workload's pod template, those that start first at the front. */
export function containersOf(workload: RawObject | undefined): readonly Cursor[] {
  const spec = fieldAt(createCursor(workload, []), 'spec', 'template', 'spec');
  return ['initContainers', 'containers'].flatMap((key) => readList(field(spec, key), (item) => item));
}

/** A container's command line. */
export function argumentsOf(container: Cursor): readonly string[] {
  return ['command', 'args'].flatMap((key) => readList(field(container, key), readText));
}

/** What the first container that sets the environment variable sets it to. */
export function variableOf(workload: RawObject | undefined, name: CniVariable): string | undefined {
  for (const container of containersOf(workload)) {
    const values = readList(field(container, 'env'), (item) =>
      field(item, 'name').value === name ? (readText(field(item, 'value')) ?? '') : undefined,
    );
    if (values[0] !== undefined) return values[0];
  }
  return undefined;
}
