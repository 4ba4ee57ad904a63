/** What a kind does, for those who act on all that do it. */
export type KindRole =
  /** A controller makes pods of its `spec.template`. */
  | 'workload'
  /** An operator's controller makes workloads of it, and these make the pods. */
  | 'operated'
  /** Its number of pods is `spec.replicas`, and people may set it. */
  | 'scaled'
  /** Its pods are replaced when its template changes. */
  | 'rolled'
  /** It restricts who may talk to whom. */
  | 'policy'
  /** It attaches to listeners of a Gateway. */
  | 'route'
  /** Such a route that is for HTTP. */
  | 'web-route'
  /** It lists endpoints of a Service. */
  | 'endpoints';

/** What everybody knows of a kind that is read; what its objects say is in its file (kubernetes/kinds). */
export interface KindFacts {
  /** "" is the core group. */
  readonly group: string;
  /** As objects of it are named: where another group's kind that is read is written alike, one of the two has its group behind a dot. */
  readonly kind: string;
  readonly scope: 'namespaced' | 'cluster';
  readonly roles?: readonly KindRole[];
  /** Groups that used to serve it: their objects are read as well. */
  readonly formerly?: readonly string[];
  /** Where its pod template is, when not at `spec.template`. */
  readonly template?: readonly string[];
  /** Of a file that configures a program, which has no name: the name we give it. Of several the last counts. */
  readonly fileName?: string;
}
