import type { ArrivalCondition } from '../../../engine/outcomes.ts';
import { nameOf } from './lists.ts';

/** What has to be so for a packet to arrive, in a sentence: of what was taken for granted, that without which it would not. */
export function sayOnlyIf(condition: ArrivalCondition): string {
  switch (condition.code) {
    case 'PORTS_ASSUMED':
      return condition.detail.is === 'NOT_SAID'
        ? NOT_SAID
        : `Only if a process in Pod ${nameOf(condition.detail.pod)} listens there: the pod declares no ports.`;
    case 'LISTENS_ASSUMED':
      return sayListens(condition.detail);
    case 'LOAD_BALANCER_ADDRESS_ASSUMED': {
      const { service, taken } = condition.detail;
      return `Only if something gives Service ${nameOf(service)} an address, for which ${taken} stands: no cloud is known, and no load balancer is given.`;
    }
  }
}

const NOT_SAID = 'Only if a process listens there: nothing says so.';

function sayListens(detail: Extract<ArrivalCondition, { readonly code: 'LISTENS_ASSUMED' }>['detail']): string {
  if (detail.is === 'NOT_SAID') return NOT_SAID;
  const { pod, protocol, port } = detail;
  if (detail.is === 'ADDRESS')
    return `Only if the process behind ${protocol} ${port} in Pod ${nameOf(pod)} listens on ${detail.ip} as well: the pod declares the port for ${detail.declared}.`;
  return `Only if a process in Pod ${nameOf(pod)} listens on ${protocol} ${port}: none of its containers declares that port.`;
}
