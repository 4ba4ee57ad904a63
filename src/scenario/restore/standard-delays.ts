import type { Delays } from '../../engine/changes.ts';

/**
 * What links and files mean by a delay they do not name. These values never change, whatever the engine's defaults become: an
 * old link goes on meaning what it meant.
 */
export const STANDARD_DELAYS: Delays = {
  controller: 100,
  sandbox: 800,
  start: 400,
  boot: 1500,
  shutdown: 200,
  teardown: 300,
  endpointSlice: 300,
  proxySync: 700,
  proxySyncOn: {},
  healthCheck: 15_000,
  nodeMonitorGrace: 50_000,
};

/** Those of the delays that differ from the standard ones. */
export function unusualDelays(delays: Partial<Delays>): Partial<Delays> {
  const entries = Object.entries(delays).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(STANDARD_DELAYS[name as keyof Delays]),
  );
  return Object.fromEntries(entries);
}
