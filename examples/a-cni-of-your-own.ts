// What would this cluster's packets do under another CNI?

import { ALL_PROGRAMS, type CniDefinition, createBridge, createEngine, withCnis } from '../src/engine/index.ts';
import { SHOP } from './objects.ts';

/** The bridge plugin with a bridge of another name and jumbo frames on every link. */
const jumbo: CniDefinition = {
  program: (input) => ({
    ...createBridge(input, { name: 'jumbo0', mtu: 9000, origin: { program: 'cni/jumbo' } }),
    uplinkMtu: 9000,
  }),
  daemonSets: ['jumbo-agent'],
};

/** By it the engine can tell what connects the pods. */
const AGENT = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'jumbo-agent', namespace: 'kube-system' } };

/**
 * What a request from the web server to the database rests on, then the devices that its packet goes through, in order, and the
 * bridge that joins two of them.
 */
export function walkUnderJumbo(): readonly string[] {
  const engine = createEngine(withCnis(ALL_PROGRAMS, { jumbo }));
  const cluster = engine.buildCluster({ objects: [...SHOP, AGENT] });
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
