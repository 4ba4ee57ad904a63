import { hasBearing } from '../model/kinds.ts';
import type { RawObject } from '../model/object.ts';
import { KUBE_PROXY, KUBEADM, KUBELET, NAMESPACE, NODE, SECRET } from './cluster.ts';
import { INGRESS, INGRESS_CLASS, OPENSHIFT_ROUTE } from './entries.ts';
import { group, type GroupField, never, value } from './field.ts';
import { GATEWAY_API } from './gateway-api.ts';
import { metadata } from './metadata.ts';
import { POLICIES } from './policies.ts';
import { type OnOmit, project } from './project.ts';
import { ENDPOINT_SLICE, ENDPOINTS, SERVICE } from './service.ts';
import { WORKLOADS } from './workloads.ts';

/** What of the objects of each kind enters a share link, beside apiVersion and kind. */
const KIND_FIELDS: Readonly<Record<string, GroupField>> = {
  Node: NODE,
  Namespace: NAMESPACE,
  Secret: SECRET,
  Service: SERVICE,
  EndpointSlice: ENDPOINT_SLICE,
  Endpoints: ENDPOINTS,
  Ingress: INGRESS,
  IngressClass: INGRESS_CLASS,
  Route: OPENSHIFT_ROUTE,
  KubeProxyConfiguration: KUBE_PROXY,
  ClusterConfiguration: KUBEADM,
  KubeletConfiguration: KUBELET,
  ...WORKLOADS,
  ...POLICIES,
  ...GATEWAY_API,
};

/** Of a kind that is not read, what may tell whether it concerns a walk. */
const NOT_READ = group({
  metadata: metadata(),
  status: never(),
  '*': { type: 'any', tell: 'contents of an object that is not read' },
});

export function fieldsOfKind(kind: string): GroupField {
  const known = Object.hasOwn(KIND_FIELDS, kind) ? KIND_FIELDS[kind] : undefined;
  const { fields, ...rest } = known ?? NOT_READ;
  return { ...rest, fields: { apiVersion: value, kind: value, ...fields } };
}

/** The object as it enters a share link. */
export function projectObject(object: RawObject, omit?: OnOmit): RawObject {
  const { apiVersion, kind } = object;
  // A kind of a foreign group may have the name of one that is read: Istio's Gateway, Calico's NetworkPolicy.
  return project(object, hasBearing(apiVersion, kind) ? fieldsOfKind(kind) : fieldsOfKind(''), omit) as RawObject;
}
