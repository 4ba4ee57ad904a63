import type { ContainerReason } from '../../../engine/objects.ts';

/** Why a container does not run, within a sentence or by itself; EADDRINUSE as strerror says it, a kubelet's reason as it stands. */
export function containerReasonText(reason: ContainerReason): string {
  switch (reason.is) {
    case 'COMPLETED':
      return 'Completed';
    case 'ADDRESS_IN_USE':
      return 'address already in use';
    case 'STOPPED_BY_HAND':
      return 'stopped by hand';
    case 'EXITED':
      return 'exited';
    case 'REPORTED':
      return reason.reason;
  }
}

/** " (CrashLoopBackOff)", or nothing. */
export const whyStopped = (reason: ContainerReason | undefined): string =>
  reason === undefined ? '' : ` (${containerReasonText(reason)})`;
