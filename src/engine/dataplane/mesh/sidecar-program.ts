import type { sidecarOf, sidecarRuleset } from './sidecar.ts';

/** Puts proxies beside pods; only clusters with a mesh need it. */
export interface Sidecars {
  readonly of: typeof sidecarOf;
  readonly rules: typeof sidecarRuleset;
}
