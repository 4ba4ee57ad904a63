import type { Assumption } from '../../kubernetes/model/assumption.ts';

/** What can be taken for granted that a packet needs in order to arrive. */
export type ArrivalCondition = Extract<
  Assumption,
  { readonly code: 'LISTENS_ASSUMED' | 'PORTS_ASSUMED' | 'LOAD_BALANCER_ADDRESS_ASSUMED' }
>;

/**
 * Those of what was taken for granted without which nothing would arrive: that a process listens where nobody declares a port, and
 * that something gives a load balancer an address where nothing is known that does.
 */
export function conditionsOf(assumptions: readonly Assumption[]): readonly ArrivalCondition[] {
  return assumptions.filter(isCondition);
}

function isCondition(assumption: Assumption): assumption is ArrivalCondition {
  switch (assumption.code) {
    case 'LISTENS_ASSUMED':
    case 'PORTS_ASSUMED':
      return true;
    case 'LOAD_BALANCER_ADDRESS_ASSUMED':
      return assumption.detail.unserved === true;
    default:
      return false;
  }
}
