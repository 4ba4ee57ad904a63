import type { ContainerSpec } from '../model/specs.ts';

/** Containers that keep running: app containers and native sidecars. Other init containers have done their work. */
export function isLongRunning(container: Pick<ContainerSpec, 'init' | 'restartPolicy'>): boolean {
  return !container.init || container.restartPolicy === 'Always';
}
