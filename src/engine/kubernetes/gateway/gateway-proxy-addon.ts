import type { AddOnObject } from '../services/addons.ts';
import type { RawObject } from '../model/object.ts';
import type { GatewaySpec, ListenerSpec } from './read/gateway-specs.ts';
import type { Read } from './read/read-cluster.ts';

const LONGEST_NAME = 63;

/** The name of the objects made for a Gateway. // GEP-1762 */
export function proxyName({ name, spec }: Read<GatewaySpec>): string {
  return `${name}-${spec.className}`.slice(0, LONGEST_NAME).replace(/[^a-z0-9]+$/, '');
}

/**
 * What controllers make for a Gateway: a Deployment of proxies and a Service of type LoadBalancer with the listeners' ports.
 * Simplification: one replica, which listens on the listeners' own ports; addresses asked for are always granted.
 * // GEP-1762; Envoy Gateway v1.5, Istio 1.27 automated deployment
 */
export function gatewayProxyAddOn(
  gateway: Read<GatewaySpec>,
  listeners: readonly ListenerSpec[],
): readonly AddOnObject[] {
  const { spec, namespace } = gateway;
  const name = proxyName(gateway);
  const own = {
    'gateway.networking.k8s.io/gateway-name': gateway.name,
    'gateway.networking.k8s.io/gateway-class-name': spec.className,
  };
  const labels = { ...spec.labels, ...own };
  const ports = [...new Map(listeners.map((listener) => [portName(listener), listener])).values()];
  const addresses = spec.statusIPs.length > 0 ? spec.statusIPs : spec.requestedIPs;
  const service: RawObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels, annotations: spec.annotations },
    spec: {
      type: 'LoadBalancer',
      selector: own,
      ipFamilyPolicy: 'PreferDualStack',
      ports: ports.map((listener) => ({
        name: portName(listener),
        port: listener.port,
        protocol: transportOf(listener),
        targetPort: listener.port,
      })),
    },
    ...(addresses.length === 0 ? {} : { status: { loadBalancer: { ingress: addresses.map((ip) => ({ ip })) } } }),
  };
  const container = {
    name: 'proxy',
    image: 'envoy',
    ports: ports.map((listener) => ({
      name: portName(listener),
      containerPort: listener.port,
      protocol: transportOf(listener),
    })),
  };
  const proxy: RawObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: own },
      template: { metadata: { labels }, spec: { tolerations: [TOLERATION], containers: [container] } },
    },
  };
  return [service, proxy].map((raw) => ({ raw, assumed: 'GATEWAY_CONTROLLER_ASSUMED' }));
}

const TOLERATION = { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' };

/** The transport protocol a listener takes connections with. */
function transportOf({ protocol }: ListenerSpec): 'TCP' | 'UDP' {
  return protocol === 'UDP' ? 'UDP' : 'TCP';
}

const portName = (listener: ListenerSpec): string => `${transportOf(listener).toLowerCase()}-${listener.port}`;
