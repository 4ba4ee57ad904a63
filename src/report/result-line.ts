import type { RequestError, TraceRequest } from '../engine/requests.ts';
import type { Outcome } from '../engine/outcomes.ts';
import type { TraceResult } from '../engine/engine.ts';

/** Why a request has no result, as it is printed. */
interface SaidError extends Pick<RequestError, 'at'> {
  readonly code: string;
  readonly message: string;
}

/** The trace, or why there is none. */
export type ResultLine = TraceResult | { readonly id?: string; readonly error: SaidError };

/** What was asked and what came of it; no request: it could not be read. */
export interface Reported {
  readonly request: TraceRequest | undefined;
  readonly line: ResultLine;
  /** The outcome whose walk is told; absent: one that fails where one does, else the first. */
  readonly shown?: Outcome;
  /** The address of a page that shows it; absent: none is given. */
  readonly link?: string;
}
