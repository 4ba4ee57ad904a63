import { type Outcome, missingFrom } from '../../engine/outcomes.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { Router, Traced, TraceResult } from '../../engine/engine.ts';
import { resultOf } from '../../engine/fetched.ts';

/**
 * Works besides the page: calls `step` again and again, a few milliseconds a frame, until it says that it is done or the
 * returned function is called. A worker would have to be given the whole cluster and answer with whole walks: to copy them
 * takes longer than to walk.
 */
export type Background = (step: () => boolean) => () => void;

/** How far counting is. */
export interface WayCount {
  /** Known so far: there are at least as many. */
  readonly ways: number;
  /** False: somebody stopped it. */
  readonly running: boolean;
}

export interface Counted {
  readonly result: TraceResult;
  /** undefined: all ways are known. */
  readonly counting: WayCount | undefined;
}

type Tell = (patch: Partial<Counted>) => void;

/** The ways of one request at a time. */
interface Count {
  /** Walks the first ways, all where they are few; of the request before nothing more is told. */
  readonly start: (router: Router, request: TraceRequest, tell: Tell) => Traced<Counted>;
  readonly goOn: () => void;
  readonly stop: () => void;
  readonly forget: () => void;
}

/** Ways walked before anything is shown. */
const FIRST = 64;
/** Ways between two times that somebody is told of their number. */
const TOLD = 50;

/** Counts ways; without `background` all at once. */
export function createCount(background: Background | undefined): Count {
  let work: Work | undefined;
  const forget = (): void => {
    work?.stop();
    work = undefined;
  };
  const start: Count['start'] = (router, request, tell) => {
    forget();
    const gathered = router.gather(request);
    if (!gathered.ok) return gathered;
    const first: Outcome[] = [];
    while (background === undefined || first.length < FIRST) {
      const next = gathered.value.next();
      if (next.done === true) return { ok: true, value: { result: next.value, counting: undefined } };
      first.push(next.value);
    }
    work = createWork({ background, gathered: gathered.value, known: first.length, tell });
    const counting = { ways: first.length, running: true };
    return { ok: true, value: { result: partialResult(request, first), counting } };
  };
  return { start, goOn: () => work?.goOn(), stop: () => work?.stop(), forget };
}

type Work = Pick<Count, 'goOn' | 'stop'>;

interface Rest {
  readonly background: Background;
  readonly gathered: Generator<Outcome, TraceResult, undefined>;
  readonly known: number;
  readonly tell: Tell;
}

function createWork({ background, gathered, known, tell }: Rest): Work {
  let ways = known;
  let cancel: (() => void) | undefined;
  let done = false;
  const step = (): boolean => {
    const next = gathered.next();
    if (next.done === true) {
      done = true;
      tell({ result: next.value, counting: undefined });
      return false;
    }
    ways += 1;
    if (ways % TOLD === 0) tell({ counting: { ways, running: true } });
    return true;
  };
  return {
    goOn: () => {
      if (done || cancel !== undefined) return;
      tell({ counting: { ways, running: true } });
      cancel = background(step);
    },
    stop: () => {
      if (done || cancel === undefined) return;
      cancel();
      cancel = undefined;
      tell({ counting: { ways, running: false } });
    },
  };
}

/** What the first ways come to. */
function partialResult(request: TraceRequest, outcomes: readonly Outcome[]): TraceResult {
  return resultOf(request, { outcomes, folded: false, missing: missingFrom(outcomes) });
}
