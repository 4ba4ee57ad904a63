import type { Cluster } from '../../src/engine/kubernetes/cluster/cluster.ts';
import { ipFamily } from '../../src/engine/net/ip.ts';
import { askedAddress } from './flow-ends.ts';
import type { LabFlow } from './flows.ts';
import { hasPolicies } from './policy-promise.ts';
import { listTelling } from './telling-flows.ts';

/** Of each thing that a policy may mean, so many flows that tell. */
const TELLING = 4;
/** So many flows are looked at for that. */
const LOOKED_AT = 800;
/** Clients of a Service that remembers them: so many that chance cannot send all of them back, once they are forgotten. */
const CLIENTS = 16;

/** Of all flows, in random order: some of every target and Service, and those that tell what a sample would seldom meet. */
export function sampleFlows(cluster: Cluster, flows: readonly LabFlow[], count: number): readonly LabFlow[] {
  const policies = hasPolicies(cluster);
  const each = spread(flows, ({ target, to, service }) =>
    policies && target === 'pod' ? `pod ${to}` : `${target} ${service?.name ?? ''}`,
  );
  const served = flows.filter((flow) => flow.target.endsWith(' TCP') && endpointCount(cluster, flow) > 0);
  return [
    ...new Set([
      ...each.slice(0, count).map(({ flow }) => flow),
      ...inTurn(served, 1, kindOf),
      ...inTurn(served.filter(isToClusterIP), 1, ({ service }) => `${service?.namespace}/${service?.name}`),
      ...inTurn(served.filter(remembers), CLIENTS, ({ service }) => `${service?.namespace}/${service?.name}`),
      ...(policies ? tellingFlows(cluster, flows) : []),
    ]),
  ];

  function kindOf({ source, target, service }: LabFlow): string {
    const found = service === undefined ? undefined : cluster.service(service.namespace, service.name);
    const policy = target.startsWith('clusterIP') ? '' : (found?.externalTrafficPolicy ?? '');
    return `${source.split('/')[0]} ${target} ${policy}`;
  }

  function remembers(flow: LabFlow): boolean {
    return isToClusterIP(flow) && flow.affinity && endpointCount(cluster, flow) > 1;
  }
}

/** From inside. */
const isToClusterIP = ({ source, target }: LabFlow): boolean => target === 'clusterIP TCP' && !source.startsWith('ip/');

function endpointCount(cluster: Cluster, flow: LabFlow): number {
  const { service } = flow;
  const ip = askedAddress(flow);
  if (service === undefined || ip === undefined) return 0;
  const endpoints = cluster.service(service.namespace, service.name)?.endpoints(ipFamily(ip)) ?? [];
  return endpoints.filter(({ ready }) => ready).length;
}

/** In turn one of each key. */
function spread(flows: readonly LabFlow[], keyOf: (flow: LabFlow) => string) {
  const turns = new Map<string, number>();
  return flows
    .map((flow) => {
      const key = keyOf(flow);
      const turn = turns.get(key) ?? 0;
      turns.set(key, turn + 1);
      return { flow, turn };
    })
    .toSorted((a, b) => a.turn - b.turn);
}

/** So many of each key. */
const inTurn = (flows: readonly LabFlow[], count: number, keyOf: (flow: LabFlow) => string): readonly LabFlow[] =>
  spread(flows, keyOf)
    .filter(({ turn }) => turn < count)
    .map(({ flow }) => flow);

function tellingFlows(cluster: Cluster, flows: readonly LabFlow[]): readonly LabFlow[] {
  const found = new Map<string, number>();
  return flows
    .filter(({ target }) => target === 'pod' || target === 'clusterIP TCP')
    .toSorted((a, b) => Number(b.target === 'pod') - Number(a.target === 'pod'))
    .slice(0, LOOKED_AT)
    .filter((flow) => {
      const wanted = listTelling(cluster, flow).filter((name) => (found.get(name) ?? 0) < TELLING);
      for (const name of wanted) found.set(name, (found.get(name) ?? 0) + 1);
      return wanted.length > 0;
    });
}
