import type { ClusterService, ClusterSettings } from '../cluster/cluster.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { Report } from '../model/report.ts';
import type { ServiceRefusal } from '../model/service-refusal.ts';
import type { ServiceSpec } from '../model/specs.ts';

export interface WrittenService {
  readonly object: StoredObject;
  readonly spec: ServiceSpec;
}

/** What becomes of a Service that the API server does not take as it is written. */
export interface Refused {
  /** Why. */
  readonly refusal: ServiceRefusal;
  /** As what it asks for addresses. */
  readonly spec: ServiceSpec;
  readonly leave: (service: ClusterService) => ClusterService;
}

/** In which cluster. */
export interface Taking {
  readonly plan: { readonly settings: ClusterSettings; readonly services: readonly WrittenService[] };
  readonly report: Report;
}

/** Who takes Services, and who does not. */
export interface ServiceTaking {
  /** Undefined: it is taken. */
  readonly refuse: (service: WrittenService, by: Taking) => Refused | undefined;
  /** True when both take the same. */
  readonly isSame: (before: Taking, now: Taking) => boolean;
}
