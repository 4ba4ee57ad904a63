import type { Cluster } from '../engine/objects.ts';
import { INSPECTED } from '../narration/en/cli/answers.ts';
import { saidCondition } from './terminal/said.ts';
import { type Condition, computeGatewayStatus } from '../engine/gateways.ts';

/** Gateways and routes as `inspect` shows them: with the status their controllers would write. */
export function inspectGateways(cluster: Cluster) {
  const { gateways, routes } = computeGatewayStatus(cluster);
  return {
    gateways: gateways.map(({ namespace, name, spec, conditions, listeners }) => ({
      namespace,
      name,
      gatewayClassName: spec.className,
      addresses: cluster.gateway(namespace, name)?.addresses ?? [],
      conditions: conditions.map(saidCondition),
      listeners: listeners.map((listener) => ({
        name: listener.spec.name,
        port: listener.spec.port,
        protocol: listener.spec.protocol,
        ...(listener.spec.hostname === undefined ? {} : { hostname: listener.spec.hostname }),
        attachedRoutes: listener.attachments.length,
        conditions: listener.conditions.map(saidCondition),
      })),
    })),
    routes: routes.map(({ kind, namespace, name, parents }) => ({
      kind,
      namespace,
      name,
      parents: parents.map(({ ref, conditions }) => ({
        parent: `${ref.namespace ?? namespace}/${ref.name}${ref.sectionName === undefined ? '' : `/${ref.sectionName}`}`,
        conditions: conditions.map(saidCondition),
      })),
    })),
  };
}

/** The same as text, a line per Gateway, listener and parent of a route; empty without Gateways and routes. */
export function formatGateways({ gateways, routes }: ReturnType<typeof inspectGateways>): readonly string[] {
  const lines = [
    ...gateways.flatMap(({ namespace, name, addresses, conditions, listeners }) => [
      `${INSPECTED.gateway(`${namespace}/${name}`, addresses.join(' '))}${formatConditions(conditions)}`,
      ...listeners.map(
        (each) =>
          `  ${INSPECTED.listener([each.name, each.protocol, each.port, ...(each.hostname === undefined ? [] : [each.hostname])].join(' '), each.attachedRoutes)}${formatConditions(each.conditions)}`,
      ),
    ]),
    ...routes.flatMap(({ kind, namespace, name, parents }) =>
      parents.map(
        ({ parent, conditions }) =>
          `${INSPECTED.route(`${kind} ${namespace}/${name}`, parent)}${formatConditions(conditions)}`,
      ),
    ),
  ];
  return lines.length === 0 ? [] : [...lines, ''];
}

/** "; Accepted: NoMatchingParent": of the conditions those that are not as they should be. */
function formatConditions(conditions: readonly Pick<Condition, 'type' | 'status' | 'reason'>[]): string {
  return conditions
    .filter(({ type, status }) => status !== (type === 'Conflicted' ? 'False' : 'True'))
    .map(({ type, reason }) => `; ${type}: ${reason}`)
    .join('');
}
