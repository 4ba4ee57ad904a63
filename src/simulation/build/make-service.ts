import type { RawObject } from '../../engine/objects.ts';
import { recordOf } from '../../engine/text.ts';
import { type Fields, listAt } from './fields.ts';
import type { PodPort } from './board-objects.ts';

export type ServiceForm = 'service' | 'headless' | 'nodeport' | 'loadbalancer' | 'externalname';

export interface ServicePlan {
  readonly name: string;
  readonly namespace: string;
  readonly form: ServiceForm;
  readonly selector: Readonly<Record<string, string>>;
  /** What its pods declare; empty: nothing is known of them. */
  readonly ports: readonly PodPort[];
  /** Where nodes open one for each port; of what is left without, the API server finds one. */
  readonly nodePorts: readonly number[];
}

const FORMS: Readonly<Record<ServiceForm, Readonly<Record<string, unknown>>>> = {
  service: { type: 'ClusterIP' },
  headless: { type: 'ClusterIP', clusterIP: 'None' },
  nodeport: { type: 'NodePort' },
  loadbalancer: { type: 'LoadBalancer' },
  externalname: { type: 'ExternalName', externalName: 'example.com' },
};

const HTTP: PodPort = { name: 'http', port: 80 };

/** A Service in front of pods, with a port for each that they declare. */
export function makeService({ name, namespace, form, selector, ports, nodePorts }: ServicePlan): RawObject {
  const pods = form !== 'externalname' && { selector, ports: servicePorts(ports.length === 0 ? [HTTP] : ports) };
  const opened = form === 'nodeport' && pods !== false ? { ports: openOnNodes(pods.ports, nodePorts) } : {};
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, ...(Object.keys(selector).length > 0 && { labels: selector }) },
    spec: { ...FORMS[form], ...pods, ...opened },
  };
}

/** Names are needed where there are several; of a port with a name the Service asks by that. */
export function servicePorts(ports: readonly PodPort[]): readonly Readonly<Record<string, unknown>>[] {
  return ports.map(({ name, port, protocol }, at) => ({
    ...((name !== undefined || ports.length > 1) && { name: name ?? `port-${at + 1}` }),
    port,
    targetPort: name ?? port,
    ...(protocol !== undefined && { protocol }),
  }));
}

function openOnNodes(
  ports: readonly Readonly<Record<string, unknown>>[],
  nodePorts: readonly number[],
): readonly Readonly<Record<string, unknown>>[] {
  return ports.map((port, at) => ({ ...port, ...(nodePorts[at] !== undefined && { nodePort: nodePorts[at] }) }));
}

/** Fields of a spec, and of its ports, that an API server takes of these types alone. */
const ONLY_OF: Readonly<Record<string, readonly string[]>> = {
  nodePort: ['NodePort', 'LoadBalancer'],
  externalTrafficPolicy: ['NodePort', 'LoadBalancer'],
  healthCheckNodePort: ['LoadBalancer'],
  allocateLoadBalancerNodePorts: ['LoadBalancer'],
  loadBalancerClass: ['LoadBalancer'],
  loadBalancerIP: ['LoadBalancer'],
  loadBalancerSourceRanges: ['LoadBalancer'],
  externalName: ['ExternalName'],
  clusterIP: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  clusterIPs: ['ClusterIP', 'NodePort', 'LoadBalancer'],
};

/**
 * A Service of another type, without the fields that it cannot have then: an API server drops most of them by itself where only the
 * type changes, and refuses a new Service with them. // Kubernetes v1.35 pkg/registry/core/service/strategy.go dropTypeDependentFields
 */
export function withServiceType(service: RawObject, type: string): RawObject {
  const spec = withoutOthers(recordOf(service['spec']), type);
  const isOpen = Array.isArray(spec['externalIPs']) && spec['externalIPs'].length > 0;
  const policy = recordOf(service['spec'])['externalTrafficPolicy'];
  const known = listAt(spec['ports']).map((port) => withoutOthers(port, type));
  // Headless is what has no node port.
  const { clusterIP, clusterIPs: _all, ...rest } = spec;
  const isHeadless = clusterIP === 'None' && type !== 'ClusterIP';
  return {
    ...service,
    spec: {
      ...(isHeadless ? rest : spec),
      type,
      ...(type === 'ExternalName' && spec['externalName'] === undefined && FORMS.externalname),
      ...(isOpen && type === 'ClusterIP' && policy !== undefined && { externalTrafficPolicy: policy }),
      ...(known.length > 0 ? { ports: known } : type !== 'ExternalName' && { ports: servicePorts([HTTP]) }),
    },
  };
}

function withoutOthers(fields: Fields, type: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => ONLY_OF[name]?.includes(type) ?? true));
}
