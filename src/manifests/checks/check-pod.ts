import { type RawObject, templatePath } from '../../engine/objects.ts';
import { isRecord, recordOf } from '../../engine/text.ts';
import { itemsOf } from '../refused/refuse.ts';
import { type Warn, warnOfTwins } from './check.ts';
import type { Path } from '../sources/source.ts';

export function checkPod({ spec }: RawObject, warn: Warn): void {
  if (isRecord(spec)) checkContainers(spec, ['spec'], warn);
}

export function checkTemplate(object: RawObject, warn: Warn): void {
  const path = [...templatePath(object.kind), 'spec'];
  const template = path.reduce<unknown>((at, name) => recordOf(at)[name], object);
  if (isRecord(template)) checkContainers(template, path, warn);
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
