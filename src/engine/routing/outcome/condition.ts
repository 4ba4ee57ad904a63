import type { Assumption } from '../../kubernetes/model/assumption.ts';

/**
 * Those of what was taken for granted without which nothing would arrive: that a process listens where nobody declares a port, and
 * that something gives a load balancer an address where nothing is known that does.
 */
export function conditionsOf(assumptions: readonly Assumption[]): readonly Assumption[] {
  return assumptions.filter(
    ({ code, detail }) =>
      code === 'LISTENS_ASSUMED' ||
      code === 'PORTS_ASSUMED' ||
      (code === 'LOAD_BALANCER_ADDRESS_ASSUMED' && 'unserved' in detail),
  );
}
