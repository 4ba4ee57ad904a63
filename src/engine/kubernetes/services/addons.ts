import type { AssumptionCode } from '../model/assumption.ts';
import { cidrAddress } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import type { ClusterSettings } from '../cluster/cluster.ts';
import type { RawObject } from '../model/object.ts';
import type { Labels } from '../model/specs.ts';

/** An object that was not given, with the code of the assumption it stands on. */
export interface AddOnObject {
  readonly raw: RawObject;
  readonly assumed: AssumptionCode;
}

interface AddOnDeployment {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly container: Readonly<Record<string, unknown>>;
}

/** A Deployment of one pod with one container, which control plane nodes may run as well. */
export function deployment({ name, namespace, labels, container }: AddOnDeployment): RawObject {
  const tolerations = [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { tolerations, containers: [container] } },
    },
  };
}

/** The tenth address of the service range: where kubeadm puts the cluster DNS. */
export function defaultClusterDNS(settings: ClusterSettings): readonly Ip[] {
  const [cidr] = settings.serviceCIDRs;
  const ip = cidr === undefined ? undefined : cidrAddress(cidr, 10);
  return ip === undefined ? [] : [ip];
}

/**
 * CoreDNS as kubeadm installs it. Simplification: one replica; kubeadm runs two.
 * `ips` are the addresses the kubelet tells pods; link-local ones belong to a node-local cache and not to the Service.
 */
export function clusterDNSAddOn(settings: ClusterSettings, ips: readonly Ip[]): readonly AddOnObject[] {
  const labels = { 'k8s-app': 'kube-dns' };
  const local = (ip: Ip): boolean => ip.startsWith('169.254.') || ip.startsWith('fe80:');
  const usable = ips.filter((ip) => !local(ip));
  const clusterIPs = usable.length > 0 ? usable.slice(0, 1) : defaultClusterDNS(settings);
  const port = (name: string, protocol: string): object => ({ name, port: 53, protocol, targetPort: 53 });
  const service: RawObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns', namespace: 'kube-system', labels: { ...labels, 'kubernetes.io/name': 'CoreDNS' } },
    spec: {
      selector: labels,
      ...(clusterIPs[0] === undefined ? {} : { clusterIP: clusterIPs[0], clusterIPs }),
      ports: [port('dns', 'UDP'), port('dns-tcp', 'TCP')],
    },
  };
  const container = {
    name: 'coredns',
    image: 'coredns',
    ports: [
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
      { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
    ],
  };
  const dns = deployment({ name: 'coredns', namespace: 'kube-system', labels, container });
  return [service, dns].map((raw) => ({ raw, assumed: 'CLUSTER_DNS_ASSUMED' }));
}
