import type { NamespacedName } from '../../kubernetes/model/assumption.ts';

/** What there is to say of failures that are a matter of time. Times are in milliseconds. */
export interface MomentCauseDetails {
  readonly NODE_DOWN: {
    readonly node: string;
    readonly silentFor: number;
    /** How long it still counts as ready; absent: it does not, or nobody will notice. */
    readonly readyFor?: number;
  };
  readonly STALE_ENDPOINTS: {
    /** Whose kube-proxy sends; absent: it is not known which. */
    readonly node?: string;
    readonly pod: string;
    readonly what: 'STOPPED_LISTENING' | 'STARTED' | 'HUNG' | 'CRASHED';
    readonly ago: number;
    /** The Service, where it has no endpoint that is ready. */
    readonly noneReady?: NamespacedName;
    /** When the rules follow; absent: not in this timeline. */
    readonly syncsIn?: number;
  };
  readonly NOT_LISTENING_YET: { readonly pod: string; readonly ago: number; readonly listensIn?: number };
  readonly FAILURE_NOT_NOTICED: {
    readonly pod: string;
    readonly what: 'HUNG' | 'CRASHED';
    readonly ago: number;
    readonly noticedIn?: number;
    /** It has a readinessProbe. */
    readonly probed: boolean;
  };
}
