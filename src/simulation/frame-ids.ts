import { objectKey, type ObjectRef } from '../engine/objects.ts';
import type { ElementId } from '../scenario/document/document.ts';

const FRAME = /^Workload\/([^/]+)\/([^/]+)\/([^/]+)$/;

/** The element of a workload's frame or card. A Pod of its own has one too; it must not be called what the pod in it is. */
export function frameId(namespace: string, { kind, name }: Pick<ObjectRef, 'kind' | 'name'>): ElementId {
  return `Workload/${namespace}/${kind}/${name}`;
}

/** The object that an element shows, by its id alone: that of a workload's frame is the workload. */
export function objectOfFrame(id: ElementId): ElementId {
  const [, namespace, kind, name] = FRAME.exec(id) ?? [];
  return namespace === undefined || kind === undefined || name === undefined
    ? id
    : objectKey({ kind, namespace, name });
}
