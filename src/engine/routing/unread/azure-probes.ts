import type { Cluster, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import { azureProbeOf } from '../cloud/azure-probe.ts';
import { isProven } from '../cloud/health-check.ts';
import type { Concern } from './parties/concern.ts';
import type { Parties } from './parties/parties.ts';

/** Annotations by which Azure is told how to probe. */
export const isAzureProbe = (key: string): boolean =>
  /^service\.beta\.kubernetes\.io\/(azure-load-balancer-health-probe-|port_\d+_(health-probe_|no_probe_rule))/.test(
    key,
  );

/** An annotation tells its cloud where nothing else does. */
export const readsProbes = ({ settings: { cloud } }: Cluster): boolean => cloud === undefined || cloud === 'aks';

/**
 * Probes by HTTP whose answer nobody states: at a path that nobody has chosen they leave the verdict open; at one that somebody has
 * it is named. A readinessProbe of the pods at the same path answers for it.
 */
export function azureProbes({ cluster, links, client, services }: Parties): readonly Concern[] {
  if (!readsProbes(cluster) || client.pod !== undefined || client.node !== undefined) return [];
  return services.flatMap((service): readonly Concern[] => {
    const link = links.find(({ calledIP }) => service.loadBalancerIPs.some(({ ip }) => ip === calledIP));
    const port = service.ports.find((each) => each.port === link?.calledPort);
    if (port === undefined || (cluster.settings.cloud === undefined && !isTold(service))) return [];
    const probe = azureProbeOf(cluster, service, port);
    if (probe === undefined) return [];
    const { type, path, chosen, elsewhere } = probe;
    if (elsewhere === undefined && isAnswered(cluster, { service, port, path })) return [];
    const object = { kind: 'Service', namespace: service.namespace, name: service.name };
    const { appProtocol } = port;
    const detail = { port: port.port, type, path, ...(!chosen && appProtocol !== undefined && { appProtocol }) };
    return [{ object, code: 'PROBED_BY_AZURE', detail, breaks: !chosen }];
  });
}

const isTold = ({ object }: ClusterService): boolean =>
  Object.keys(object.metadata.annotations ?? {}).some(isAzureProbe);

interface Asked {
  readonly service: ClusterService;
  readonly port: ServicePort;
  readonly path: string;
}

function isAnswered(cluster: Cluster, { service, port: { name, protocol }, path }: Asked): boolean {
  const ends = [...service.endpoints(4), ...service.endpoints(6)].filter(({ ready }) => ready);
  return (
    ends.length > 0 &&
    ends.every(({ ip, ports }) => {
      const pod = cluster.owner(ip);
      const target = ports.find((each) => each.name === name && each.protocol === protocol);
      return pod !== undefined && 'containers' in pod && target !== undefined && isProven(pod, path, target.port);
    })
  );
}
