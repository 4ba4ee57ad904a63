// What would this cluster's packets do under another CNI?

import { ALL_PROGRAMS, type CniProgram, createBridge, createEngine } from '../src/engine/index.ts';
import { SHOP } from './objects.ts';

/** The bridge plugin with a bridge of another name and jumbo frames on every link. */
const jumbo: CniProgram = (input) => ({
  ...createBridge(input, { name: 'jumbo0', mtu: 9000, origin: { program: 'cni/jumbo' } }),
  uplinkMtu: 9000,
});

/**
 * What a request from the web server to the database rests on, then the devices that its packet goes through, in order, and the
 * bridge that joins two of them.
 */
export function walkUnderJumbo(): readonly string[] {
  const { cnis } = ALL_PROGRAMS.network;
  const engine = createEngine({ ...ALL_PROGRAMS, network: { ...ALL_PROGRAMS.network, cnis: { ...cnis, jumbo } } });
  const cluster = engine.buildCluster({ objects: SHOP, overrides: { cni: 'jumbo' } });
  const traced = engine.createRouter(cluster).trace({ from: { pod: 'shop/web-0' }, to: 'tcp://db.shop:5432' });
  if (!traced.ok) return [traced.error.code];
  const connection = traced.value.outcomes[0]?.legs.findLast(({ kind }) => kind !== 'DNS');
  const grounds = traced.value.outcomes[0]?.assumptions ?? [];
  const devices = (connection?.request.hops ?? []).flatMap(({ namespace, steps }) =>
    steps.flatMap((step) => {
      if (step.type === 'INTERFACE') return [`${namespace} ${step.action.toLowerCase()} ${step.detail.interface}`];
      return step.type === 'BRIDGE' ? [`${namespace} bridged by ${step.detail.bridge}`] : [];
    }),
  );
  return [...grounds.map(({ code }) => `rests on ${code}`), ...devices];
}
