import type { Router, Traced, TraceResult } from '../../engine/engine.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { SendOptions } from './send-options.ts';
import type { Counted } from './way-count.ts';

/** What is done about requests while their router waits. */
export interface Waiting {
  /** What a request comes to, where that is known beforehand. */
  readonly recall?: (request: TraceRequest) => TraceResult | undefined;
  /** A request is to be walked. */
  readonly onWait?: () => void;
}

interface Held {
  readonly request: TraceRequest;
  readonly options: SendOptions;
}

/** Holds what cannot be walked yet: of several requests the last. */
export function createHeld({ recall, onWait }: Waiting) {
  let held: Held | undefined;
  // What is known was found without programs.
  const known = ({ isWaiting, programs }: Router, request: TraceRequest): TraceResult | undefined =>
    isWaiting === true && programs.names.length === 0 ? recall?.(request) : undefined;
  return {
    /** True: it is held. */
    hold: (router: Router, asked: Held): boolean => {
      const isHeld = router.isWaiting === true && known(router, asked.request) === undefined;
      held = isHeld ? asked : undefined;
      if (isHeld) onWait?.();
      return isHeld;
    },
    find: (router: Router, request: TraceRequest): Traced<Counted> | undefined => {
      const result = known(router, request);
      return result && { ok: true, value: { result, counting: undefined } };
    },
    held: (): Held | undefined => held,
    forget: (): void => {
      held = undefined;
    },
  };
}

/** Whether one router takes over where another waited: what was recalled is what it finds. */
export function takesOver(next: Router, before: Router): boolean {
  return before.isWaiting === true && next.isWaiting !== true && next.cluster === before.cluster;
}
