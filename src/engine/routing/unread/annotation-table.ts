/** What an annotation that is not read could do to a request. */
export type AnnotationEffect = 'refuses' | 'moves' | 'speaks' | 'hides' | 'changes' | 'meshes' | 'connects';

/** A line of the table: the first whose prefix and word fit a key says what the annotation does. */
export interface AnnotationLine {
  /** What the key begins with. */
  readonly prefix: string;
  /** What its rest contains; absent: anything. */
  readonly word?: RegExp;
  /** Undefined: it cannot change the fate of a request. */
  readonly effect?: AnnotationEffect;
  readonly reason?: string;
}

/** Programs that act on annotations of Ingresses, Services, Gateways and routes: what their keys begin with. */
const CONTROLLERS: readonly string[] = [
  'nginx.ingress.kubernetes.io/',
  'nginx.org/',
  'nginx.com/',
  'alb.ingress.kubernetes.io/',
  'service.beta.kubernetes.io/',
  'appgw.ingress.kubernetes.io/',
  'alb.networking.azure.io/',
  'networking.gke.io/',
  'cloud.google.com/',
  'ingress.gcp.kubernetes.io/',
  'kubernetes.io/ingress.',
  'traefik.ingress.kubernetes.io/',
  'haproxy.org/',
  'haproxy-ingress.github.io/',
  'ingress.kubernetes.io/',
  'konghq.com/',
  'k8s.apisix.apache.org/',
  'projectcontour.io/',
  'contour.heptio.com/',
  'getambassador.io/',
  'zalando.org/',
  'route.openshift.io/',
  'haproxy.router.openshift.io/',
  'router.openshift.io/',
  'gateway.envoyproxy.io/',
  'networking.istio.io/',
  'load-balancer.hetzner.cloud/',
  'loadbalancer.openstack.org/',
  'kubernetes.civo.com/',
  'kubernetes.digitalocean.com/',
  'oci.oraclecloud.com/',
  'service.kubernetes.io/',
  'service.cilium.io/',
  'io.cilium/',
  'cilium.io/',
  'metallb.universe.tf/',
  'metallb.io/',
  'lbipam.cilium.io/',
  'kube-vip.io/',
  'higress.io/',
  'ingress.bluemix.net/',
  'ingress.pomerium.io/',
  'custom.nginx.org/',
  'cis.f5.com/',
  'virtual-server.f5.com/',
];

/** Keys that are read, wherever they stand. */
const READ: readonly AnnotationLine[] = [
  { prefix: 'nginx.ingress.kubernetes.io/rewrite-target', reason: 'read' },
  { prefix: 'nginx.ingress.kubernetes.io/use-regex', reason: 'read' },
  { prefix: 'kubernetes.io/ingress.class', reason: 'read' },
  { prefix: 'service.beta.kubernetes.io/aws-load-balancer-type', reason: 'read' },
  { prefix: 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type', reason: 'read' },
  { prefix: 'service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip', reason: 'read' },
  { prefix: 'service.kubernetes.io/topology-', reason: 'read' },
];

/** Words of keys, of whatever controller, and what such annotations do. The first that fits counts. */
const WORDS: readonly Omit<AnnotationLine, 'prefix'>[] = [
  { word: /proxy-?protocol|send-proxy/, reason: 'read of Services' },
  {
    word: /timeout|buffer|log|trac|metric|cookie|affinity|session|keep-?alive|retries|retry|cors|compress|hsts|mirror|name-?tags?|resource-tags/,
    reason: 'tunes connections that are made anyway',
  },
  {
    word: /certificate|cert-arn|ssl-cert|tls-secret|acme|ssl-cipher|ssl-protocols|ssl-policy|negotiation-policy/,
    reason: 'certificates are not looked at',
  },
  {
    word: /eip|pip-name|static-ip|ip-address|private-ipv4|resource-group|subnet|additional-resource|ipam|load-?balancer-?ips?$|address-pool|shared-ip|sharing-key|target-type|target-node/i,
    effect: 'moves',
  },
  { word: /redirect|hsts|app-root/, effect: 'changes' },
  {
    word: /rewrite|strip-path|upstream-vhost|host-header|add-base|path-rewrite|set-header|request-header/,
    effect: 'changes',
  },
  {
    word: /use-regex|canary|default-backend|custom-|service-match|group\.name|actions|conditions|mergeable|service-upstream/,
    effect: 'moves',
  },
  {
    word: /whitelist|allowlist|allow-list|denylist|blacklist|deny-list|source-range|inbound-cidrs|allowed-|auth|oauth|oidc|jwt|waf|shield|modsecurity|security-group|acl|limit-connections|limit-rps|limit-rpm|rate-limit|plugins|middlewares|snippet|policies|satisfy|client-ca|mutual|entrypoints|access-control|ip-restriction|web-application-firewall/,
    effect: 'refuses',
  },
  {
    word: /backend-protocol|backend-ssl|server-ssl|serversscheme|ssl-passthrough|secure-backends|^protocols?$|protocol-version|ssl-ports|tls-ports|https-only|ssl-services|app-protocols|grpc|websocket-services|h2/,
    effect: 'speaks',
  },
  {
    word: /internal|scheme$|load-balancer-type|network-tier|service-type|^expose|exposure|load-balancer-disable|hostnetwork/,
    effect: 'hides',
  },
  {
    word: /health|probe|success-codes|neg$|backend-config|frontendconfig|node-selector|listen-ports|listener/i,
    effect: 'refuses',
  },
  { word: /global|shared|affinity|remote|multi-?cluster/, effect: 'moves' },
];

/** Annotations of pods and namespaces. */
const OF_PODS: readonly AnnotationLine[] = [
  { prefix: 'v1.multus-cni.io/default-network', effect: 'connects' },
  { prefix: 'config.linkerd.io/default-inbound-policy', effect: 'refuses' },
  { prefix: 'sidecar.istio.io/inject', effect: 'meshes' },
  { prefix: 'istio-injection', effect: 'meshes' },
  { prefix: 'istio.io/rev', effect: 'meshes' },
  { prefix: 'istio.io/dataplane-mode', effect: 'meshes' },
  { prefix: 'linkerd.io/inject', effect: 'meshes' },
  { prefix: 'kuma.io/sidecar-injection', effect: 'meshes' },
  { prefix: 'consul.hashicorp.com/connect-inject', effect: 'meshes' },
  { prefix: 'openservicemesh.io/sidecar-injection', effect: 'meshes' },
  { prefix: 'egress.projectcalico.org/', effect: 'moves' },
];

/** What an annotation of an Ingress, Service, Gateway or route could do; undefined: nothing, or it is read, or nobody's. */
export function entryAnnotation(key: string): AnnotationEffect | undefined {
  if (READ.some(({ prefix }) => key.startsWith(prefix))) return undefined;
  const prefix = CONTROLLERS.find((each) => key.startsWith(each));
  if (prefix === undefined) return undefined;
  const rest = key.slice(prefix.length);
  return WORDS.find(({ word }) => word?.test(rest) === true)?.effect;
}

/** What an annotation or label of a pod or namespace could do. */
export function podAnnotation(key: string): AnnotationEffect | undefined {
  return OF_PODS.find(({ prefix }) => key.startsWith(prefix))?.effect;
}

/** The table for the documentation: what the keys begin with, and by words what they do. */
export const ANNOTATIONS = { controllers: CONTROLLERS, read: READ, words: WORDS, ofPods: OF_PODS } as const;
