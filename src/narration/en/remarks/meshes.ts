import type { NotConsideredDetails } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { podName, serviceName } from '../phrases/names.ts';

type OfMeshes = Pick<
  NotConsideredDetails,
  | 'MESH_KNOWS_REGISTERED_ONLY'
  | 'MESH_HOST'
  | 'ADDS_ENDPOINT'
  | 'MUTUAL_TLS_DEMANDED'
  | 'MESH_AUTHORIZES'
  | 'TOKEN_CHECKED'
  | 'MESH_ROUTES'
  | 'MESH_GATEWAY'
  | 'MESH_TARGET'
  | 'MESH_SIDECAR'
  | 'PROXY_PATCHED'
  | 'LINKERD_GUARDS'
  | 'MESH_TELLS_OF_SERVICE'
  | 'MESH_TELLS_OF_POD'
>;

/** Of objects of service meshes. */
export const MESH_REMARKS: Sentences<OfMeshes, [string]> = {
  MESH_KNOWS_REGISTERED_ONLY: (_, label) =>
    `${label} lets pods of the mesh call only hosts that are registered (REGISTRY_ONLY).`,
  MESH_HOST: ({ host }, label) => `${label} tells the mesh where ${host} is: requests for it could go elsewhere.`,
  ADDS_ENDPOINT: ({ service }, label) =>
    `${label} adds an endpoint outside the cluster to ${serviceName(service)}, for clients in the mesh.`,
  MUTUAL_TLS_DEMANDED: ({ pod, sure }, label) =>
    `${label} demands mutual TLS (STRICT) of whoever calls ${podName(pod)}, and the client ${sure ? 'has no' : 'may have no'} proxy of the mesh that speaks it: the connection would be reset.`,
  MESH_AUTHORIZES: ({ action, pod }, label) =>
    `${label} (${action}) decides which requests the mesh lets through to ${pod === undefined ? 'its Service or Gateway' : podName(pod)}: it could answer this one with 403.`,
  TOKEN_CHECKED: (_, label) => `${label} checks the token of this request: it could answer 401.`,
  MESH_ROUTES: ({ hosts }, label) =>
    `${label} routes requests for ${hosts.join(', ')} in the mesh: it could send this one elsewhere, rewrite it, or answer it.`,
  MESH_GATEWAY: ({ pod }, label) =>
    `Istio’s ${label} sets up ${podName(pod)}: it listens and routes as this and its VirtualServices say, which are not read. The walk ends at that proxy.`,
  MESH_TARGET: ({ host, tls }, label) =>
    `${label} tells clients of the mesh, for ${host}, ${tls === undefined ? 'how requests are spread and retried' : `that they use TLS (${tls})`}.`,
  MESH_SIDECAR: ({ pod }, label) =>
    `${label} limits what the proxy of ${podName(pod)} knows of, and the destination is not among it: without its entry mutual TLS fails, and with REGISTRY_ONLY every request.`,
  PROXY_PATCHED: ({ pod }, label) =>
    `${label} changes the proxy of ${pod === undefined ? 'its target' : podName(pod)}, which can change or refuse requests.`,
  LINKERD_GUARDS: ({ port, pod }, label) =>
    `${label} covers port ${port} of ${podName(pod)}: Linkerd refuses connections to it that no authorization allows.`,
  MESH_TELLS_OF_SERVICE: ({ service }, label) =>
    `${label} tells the mesh what to do with requests for ${serviceName(service)}: it could refuse this one or send it elsewhere.`,
  MESH_TELLS_OF_POD: ({ pod }, label) =>
    `${label} tells the proxies of the mesh what to do with connections to ${podName(pod)}: they could refuse this one.`,
};
