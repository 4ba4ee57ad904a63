import type { RawObject } from '../../engine/objects.ts';
import { isRecord, recordOf } from '../../engine/text.ts';
import { itemsOf } from '../refused/refuse.ts';
import { type Warn, warnOfTwins } from './check.ts';
import type { Path } from '../sources/source.ts';

export function checkPod({ spec }: RawObject, warn: Warn): void {
  if (isRecord(spec)) checkContainers(spec, ['spec'], warn);
}

export function checkTemplate({ spec }: RawObject, warn: Warn): void {
  const { spec: template } = recordOf(recordOf(spec)['template']);
  if (isRecord(template)) checkContainers(template, ['spec', 'template', 'spec'], warn);
}

function checkContainers(spec: Readonly<Record<string, unknown>>, path: Path, warn: Warn): void {
  const { containers, initContainers } = spec;
  if (containers === undefined || containers === null || (Array.isArray(containers) && containers.length === 0)) {
    warn([...path, 'containers'], { code: 'CONTAINERS_MISSING', detail: {} });
  }
  const all = [
    ...itemsOf(initContainers, [...path, 'initContainers']),
    ...itemsOf(containers, [...path, 'containers']),
  ];
  warnOfTwins(all, warn, 'DUPLICATE_CONTAINER');
}
