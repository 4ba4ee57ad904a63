import type { Cluster, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { Labels } from '../../kubernetes/model/specs.ts';
import { entryAnnotations } from '../../kubernetes/projection/entry-annotations.ts';
import { isSince } from '../../kubernetes/tools/kubernetes-version.ts';

const PREFIX = 'service.beta.kubernetes.io/';

/**
 * How Azure's load balancer probes a port of a Service; undefined: by TCP, or at the healthCheckNodePort, which kube-proxy answers.
 * `chosen`: somebody has said which path. // cloud-provider-azure v1.34 pkg/provider/azure_loadbalancer_healthprobe.go; topics/loadbalancer, "Custom Load Balancer health probe":
 * appProtocol counts since v1.24, and before it only with a request path
 */
export function azureProbeOf(
  { settings }: Cluster,
  { externalTrafficPolicy, object }: ClusterService,
  port: ServicePort,
) {
  const annotations: Labels = entryAnnotations(object.metadata.annotations);
  const own = (name: string): string | undefined =>
    annotations[`${PREFIX}port_${port.port}_health-probe_${name}`]?.trim();
  const all = (name: string): string | undefined =>
    annotations[`${PREFIX}azure-load-balancer-health-probe-${name}`]?.trim();
  const isLocal = externalTrafficPolicy === 'Local' && own('port') === undefined;
  if (isLocal || port.protocol !== 'TCP' || annotations[`${PREFIX}port_${port.port}_no_probe_rule`] === 'true')
    return undefined;
  const path = own('request-path') ?? all('request-path');
  const counts = isSince(settings.kubernetesVersion, '1.24') || path !== undefined;
  const protocol = own('protocol') ?? (counts ? port.appProtocol : undefined) ?? all('protocol') ?? 'tcp';
  if (!/^https?$/i.test(protocol)) return undefined;
  return { type: protocol.toUpperCase(), path: path ?? '/', chosen: path !== undefined, elsewhere: own('port') };
}
