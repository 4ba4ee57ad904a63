// Written by scripts/archive-lessons.mjs. An edition is never taken out: links name it.

/** Every edition of every lesson that could be shared, as "LESSON.EDITION": its document in JSON. */
export const EDITIONS: Readonly<Record<string, () => Promise<{ readonly EDITION: string }>>> = {
  'broken-shop.8iqw9pg': () => import('./broken-shop.8iqw9pg.edition.ts'),
  'broken-shop.ii4l28p': () => import('./broken-shop.ii4l28p.edition.ts'),
  'container-to-container.ggczai0': () => import('./container-to-container.ggczai0.edition.ts'),
  'external-to-service.svwpgbi': () => import('./external-to-service.svwpgbi.edition.ts'),
  'external-to-service.tmj4vsv': () => import('./external-to-service.tmj4vsv.edition.ts'),
  'one-address-many-routes.4d9bf76': () => import('./one-address-many-routes.4d9bf76.edition.ts'),
  'one-address-many-routes.a2k8k9h': () => import('./one-address-many-routes.a2k8k9h.edition.ts'),
  'pod-to-pod.ajjh3xx': () => import('./pod-to-pod.ajjh3xx.edition.ts'),
  'pod-to-pod.f5a1szb': () => import('./pod-to-pod.f5a1szb.edition.ts'),
  'pod-to-service.h0ztcx4': () => import('./pod-to-service.h0ztcx4.edition.ts'),
  'pod-to-service.ib5d19l': () => import('./pod-to-service.ib5d19l.edition.ts'),
  'rolling-update.sjdr6u6': () => import('./rolling-update.sjdr6u6.edition.ts'),
  'service-types.3nljjkh': () => import('./service-types.3nljjkh.edition.ts'),
  'service-types.c28aali': () => import('./service-types.c28aali.edition.ts'),
  'under-another-cni.8hysj84': () => import('./under-another-cni.8hysj84.edition.ts'),
  'under-another-cni.kub05qy': () => import('./under-another-cni.kub05qy.edition.ts'),
  'what-a-name-costs.1ubdcjk': () => import('./what-a-name-costs.1ubdcjk.edition.ts'),
  'what-a-name-costs.70qj2yb': () => import('./what-a-name-costs.70qj2yb.edition.ts'),
  'who-may-talk.9of30xg': () => import('./who-may-talk.9of30xg.edition.ts'),
  'whose-address.55w7bn6': () => import('./whose-address.55w7bn6.edition.ts'),
  'whose-address.gbb6vdk': () => import('./whose-address.gbb6vdk.edition.ts'),
};
