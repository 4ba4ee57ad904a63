// Written by scripts/archive-lessons.mjs. An edition is never taken out: links name it.

interface Former {
  /** By its name: the document in JSON. */
  readonly EDITIONS: ReadonlyMap<string, string>;
}

/** Of each lesson that has changed, what it was before. */
export const FORMER: ReadonlyMap<string, () => Promise<Former>> = new Map([
  ['broken-shop', () => import('./b/broken-shop.ts')],
  ['container-to-container', () => import('./c/container-to-container.ts')],
  ['default-deny', () => import('./d/default-deny.ts')],
  ['dual-stack', () => import('./d/dual-stack.ts')],
  ['external-to-service', () => import('./e/external-to-service.ts')],
  ['external-traffic-policy', () => import('./e/external-traffic-policy.ts')],
  ['ingress-to-gateway', () => import('./i/ingress-to-gateway.ts')],
  ['kube-proxy', () => import('./k/kube-proxy.ts')],
  ['on-aks', () => import('./o/on-aks.ts')],
  ['on-eks', () => import('./o/on-eks.ts')],
  ['on-gke', () => import('./o/on-gke.ts')],
  ['one-address-many-routes', () => import('./o/one-address-many-routes.ts')],
  ['pod-to-pod', () => import('./p/pod-to-pod.ts')],
  ['pod-to-service', () => import('./p/pod-to-service.ts')],
  ['reading-a-node', () => import('./r/reading-a-node.ts')],
  ['rolling-update', () => import('./r/rolling-update.ts')],
  ['service-types', () => import('./s/service-types.ts')],
  ['six-failures', () => import('./s/six-failures.ts')],
  ['under-another-cni', () => import('./u/under-another-cni.ts')],
  ['way-out', () => import('./w/way-out.ts')],
  ['what-a-name-costs', () => import('./w/what-a-name-costs.ts')],
  ['what-a-pod-shares', () => import('./w/what-a-pod-shares.ts')],
  ['who-may-talk', () => import('./w/who-may-talk.ts')],
  ['whose-address', () => import('./w/whose-address.ts')],
]);
