/** What an implementation of the Gateway API has said that it does not support. */
export interface Implementation {
  /** `spec.controllerName` of its GatewayClasses. */
  readonly controller: RegExp;
  readonly name: string;
  /** That was tested, and against which version of the API. */
  readonly version: string;
  readonly api: string;
  /** Names of features, as the reports have them. */
  readonly lacks: ReadonlySet<string>;
}

const features = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/**
 * By the newest report of each: the extended features of its profile GATEWAY-HTTP that it lists as not supported. Of a feature that a
 * report does not list nothing is known. // Gateway API conformance/reports v1.2.1 to v1.4.0
 * Simplification: an implementation of another version than the one that was tested is taken to lack the same.
 */
export const IMPLEMENTATIONS: readonly Implementation[] = [
  {
    controller: /^gateway\.envoyproxy\.io\//,
    name: 'Envoy Gateway',
    version: 'v1.6.0',
    api: 'v1.4.0',
    lacks: features('GatewayInfrastructurePropagation GatewayStaticAddresses'),
  },
  { controller: /^istio\.io\//, name: 'Istio', version: '1.28', api: 'v1.4.0', lacks: new Set() },
  {
    controller: /^io\.cilium\//,
    name: 'Cilium',
    version: '1.19.0-pre.2',
    api: 'v1.4.0',
    lacks: features('HTTPRouteCORS HTTPRouteParentRefPort'),
  },
  {
    controller: /^kgateway\.dev\//,
    name: 'kgateway',
    version: 'v2.1.0',
    api: 'v1.4.0',
    lacks: features(
      'GatewayInfrastructurePropagation GatewayStaticAddresses HTTPRouteCORS HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror',
    ),
  },
  {
    controller: /^gateway\.nginx\.org\//,
    name: 'NGINX Gateway Fabric',
    version: 'v2.3.0',
    api: 'v1.4.0',
    lacks: features(
      'HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteCORS HTTPRouteRequestTimeout',
    ),
  },
  {
    controller: /^traefik\.io\//,
    name: 'Traefik',
    version: 'v3.6',
    api: 'v1.4.0',
    lacks: features(
      `GatewayInfrastructurePropagation GatewayStaticAddresses HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout
       HTTPRouteCORS HTTPRouteParentRefPort HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors
       HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout`,
    ),
  },
  {
    controller: /^projectcontour\.io\//,
    name: 'Contour',
    version: 'v1.33.0',
    api: 'v1.3.0',
    lacks: features('HTTPRouteRequestPercentageMirror'),
  },
  {
    controller: /^konghq\.com\/kic-gateway-controller$/,
    name: 'Kong Ingress Controller',
    version: 'v3.4.0',
    api: 'v1.2.1',
    lacks: features(
      `GatewayInfrastructurePropagation GatewayStaticAddresses HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout
       HTTPRouteMethodMatching HTTPRouteParentRefPort HTTPRoutePathRedirect HTTPRoutePortRedirect HTTPRouteQueryParamMatching
       HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestTimeout HTTPRouteSchemeRedirect`,
    ),
  },
  {
    controller: /^networking\.gke\.io\/gateway$/,
    name: 'GKE Gateway',
    version: '1.34.4-gke.1047000',
    api: 'v1.4.0',
    lacks: features(
      `GatewayInfrastructurePropagation GatewayStaticAddresses HTTPRoute303RedirectStatusCode HTTPRoute307RedirectStatusCode
       HTTPRoute308RedirectStatusCode HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout HTTPRouteCORS
       HTTPRouteMethodMatching HTTPRouteParentRefPort HTTPRoutePathRewrite HTTPRoutePortRedirect HTTPRouteQueryParamMatching
       HTTPRouteRequestMultipleMirrors HTTPRouteRequestTimeout`,
    ),
  },
  {
    controller: /^gateway\.k8s\.aws\/alb$/,
    name: 'AWS Load Balancer Controller',
    version: 'v3.0.0',
    api: 'v1.3.0',
    lacks: features(
      `GatewayInfrastructurePropagation GatewayStaticAddresses HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout
       HTTPRouteHostRewrite HTTPRoutePathRedirect HTTPRoutePathRewrite HTTPRouteQueryParamMatching HTTPRouteRequestMirror
       HTTPRouteRequestMultipleMirrors HTTPRouteRequestPercentageMirror HTTPRouteRequestTimeout
       HTTPRouteResponseHeaderModification HTTPRouteSchemeRedirect`,
    ),
  },
  {
    controller: /^alb\.networking\.azure\.io\//,
    name: 'Azure AGC',
    version: '1.7.9',
    api: 'v1.2.1',
    lacks: features(
      `GatewayInfrastructurePropagation GatewayStaticAddresses HTTPRouteBackendRequestHeaderModification HTTPRouteBackendTimeout
       HTTPRouteParentRefPort HTTPRouteRequestMirror HTTPRouteRequestMultipleMirrors HTTPRouteRequestTimeout`,
    ),
  },
];
