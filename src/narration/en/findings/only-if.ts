import type { Assumption } from '../../../engine/objects.ts';
import { nameOf } from './lists.ts';

/** What has to be so for a packet to arrive, in a sentence: of what was taken for granted, that without which it would not. */
export function sayOnlyIf(assumption: Assumption): string {
  switch (assumption.code) {
    case 'PORTS_ASSUMED':
      return assumption.detail.is === 'NOT_SAID'
        ? NOT_SAID
        : `Only if a process in Pod ${nameOf(assumption.detail.pod)} listens there: the pod declares no ports.`;
    case 'LISTENS_ASSUMED':
      return sayListens(assumption.detail);
    case 'LOAD_BALANCER_ADDRESS_ASSUMED': {
      const { service, taken } = assumption.detail;
      return `Only if something gives Service ${nameOf(service)} an address, for which ${taken} stands: no cloud is known, and no load balancer is given.`;
    }
    default:
      return '';
  }
}

const NOT_SAID = 'Only if a process listens there: nothing says so.';

function sayListens(detail: Extract<Assumption, { readonly code: 'LISTENS_ASSUMED' }>['detail']): string {
  if (detail.is === 'NOT_SAID') return NOT_SAID;
  const { pod, protocol, port } = detail;
  if (detail.is === 'ADDRESS')
    return `Only if the process behind ${protocol} ${port} in Pod ${nameOf(pod)} listens on ${detail.ip} as well: the pod declares the port for ${detail.declared}.`;
  return `Only if a process in Pod ${nameOf(pod)} listens on ${protocol} ${port}: none of its containers declares that port.`;
}
