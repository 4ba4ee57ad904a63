import type { Cluster } from '../engine/objects.ts';
import { formatEndpoint } from '../engine/packets.ts';
import { balancedTargets } from '../engine/gateways.ts';
import { INSPECTED } from '../narration/en/cli/answers.ts';

/** Load balancers in front of the cluster as `inspect` shows them: what each sends to, and what its health checks find. */
export function inspectBalancers(cluster: Cluster) {
  const { ingresses, services } = cluster;
  const balancers = [
    ...ingresses.flatMap(({ namespace, name, addresses, cloud }) =>
      cloud === undefined ? [] : [{ of: { kind: 'Ingress', namespace, name }, by: cloud.by, addresses }],
    ),
    ...services.map(({ namespace, name, loadBalancerIPs }) => ({
      of: { kind: 'Service', namespace, name },
      addresses: loadBalancerIPs.map(({ ip }) => ip),
    })),
  ];
  return {
    loadBalancers: balancers.flatMap((balancer) => {
      const groups = balancedTargets(cluster, balancer.of);
      return groups.length === 0 ? [] : [{ ...balancer, groups }];
    }),
  };
}

/** The same as text, a line per load balancer, Service port and target; empty without any. */
export function formatBalancers({ loadBalancers }: ReturnType<typeof inspectBalancers>): readonly string[] {
  const said = INSPECTED.targets;
  const lines = loadBalancers.flatMap(({ of, addresses, groups, ...more }) => [
    said.balancer(`${of.kind} ${of.namespace}/${of.name}`, 'by' in more ? more.by : undefined, addresses.join(' ')),
    ...groups.flatMap(({ service, port, kind, check, targets }) => [
      `  ${said.group(`${service.name}:${port}`, kind, check)}`,
      ...targets.map((target) => {
        const { ip, port: at, node, pod } = target;
        const called = pod === undefined ? (node ?? '') : `${pod.namespace}/${pod.name}`;
        return `    ${[kind === 'NODE' ? ip : formatEndpoint(ip, at), called].filter((each) => each !== '').join(' ')}: ${said.state(target)}`;
      }),
    ]),
  ]);
  return lines.length === 0 ? [] : [...lines, ''];
}
