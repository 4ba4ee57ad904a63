// Written by scripts/archive-lessons.mjs. An edition is never taken out: links name it.

interface Former {
  /** By its name: the document in JSON. */
  readonly EDITIONS: ReadonlyMap<string, string>;
}

/** Of each lesson that has changed, what it was before. */
export const FORMER: ReadonlyMap<string, () => Promise<Former>> = new Map([
  ['broken-shop', () => import('./broken-shop.ts')],
  ['container-to-container', () => import('./container-to-container.ts')],
  ['default-deny', () => import('./default-deny.ts')],
  ['external-to-service', () => import('./external-to-service.ts')],
  ['on-eks', () => import('./on-eks.ts')],
  ['on-gke', () => import('./on-gke.ts')],
  ['one-address-many-routes', () => import('./one-address-many-routes.ts')],
  ['pod-to-pod', () => import('./pod-to-pod.ts')],
  ['pod-to-service', () => import('./pod-to-service.ts')],
  ['rolling-update', () => import('./rolling-update.ts')],
  ['service-types', () => import('./service-types.ts')],
  ['six-failures', () => import('./six-failures.ts')],
  ['under-another-cni', () => import('./under-another-cni.ts')],
  ['way-out', () => import('./way-out.ts')],
  ['what-a-name-costs', () => import('./what-a-name-costs.ts')],
  ['who-may-talk', () => import('./who-may-talk.ts')],
  ['whose-address', () => import('./whose-address.ts')],
]);
