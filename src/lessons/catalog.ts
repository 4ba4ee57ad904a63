import type { ScenarioDocument } from '../scenario/document/document.ts';

/** A built-in scenario. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly load: () => Promise<ScenarioDocument>;
}

const LESSONS = [
  {
    id: 'pod-to-service',
    title: 'Pod to Service',
    load: async () => (await import('./pod-to-service.ts')).POD_TO_SERVICE,
  },
  {
    id: 'container-to-container',
    title: 'Container to container',
    load: async () => (await import('./container-to-container.ts')).CONTAINER_TO_CONTAINER,
  },
  {
    id: 'pod-to-pod',
    title: 'Pod to pod',
    load: async () => (await import('./pod-to-pod.ts')).POD_TO_POD,
  },
  {
    id: 'external-to-service',
    title: 'External to Service',
    load: async () => (await import('./external-to-service.ts')).EXTERNAL_TO_SERVICE,
  },
  {
    id: 'whose-address',
    title: 'Whose address arrives',
    load: async () => (await import('./whose-address.ts')).WHOSE_ADDRESS,
  },
  {
    id: 'service-types',
    title: 'Four ways into one application',
    load: async () => (await import('./service-types.ts')).SERVICE_TYPES,
  },
  {
    id: 'broken-shop',
    title: 'The broken shop',
    load: async () => (await import('./broken-shop.ts')).BROKEN_SHOP,
  },
  {
    id: 'who-may-talk',
    title: 'Who may talk to whom',
    load: async () => (await import('./who-may-talk.ts')).WHO_MAY_TALK,
  },
  {
    id: 'what-a-name-costs',
    title: 'What a name costs',
    load: async () => (await import('./what-a-name-costs.ts')).WHAT_A_NAME_COSTS,
  },
  {
    id: 'one-address-many-routes',
    title: 'One address, many routes',
    load: async () => (await import('./one-address-many-routes.ts')).ONE_ADDRESS_MANY_ROUTES,
  },
  {
    id: 'under-another-cni',
    title: 'The same packet under another CNI',
    load: async () => (await import('./under-another-cni.ts')).UNDER_ANOTHER_CNI,
  },
  {
    id: 'rolling-update',
    title: 'Rolling update without losing a request',
    load: async () => (await import('./rolling-update.ts')).ROLLING_UPDATE,
  },
] as const satisfies readonly Lesson[];

export type LessonId = (typeof LESSONS)[number]['id'];

/** In the order the Gallery offers them; the first opens by itself. */
export const SCENARIOS: readonly Lesson[] = LESSONS;
