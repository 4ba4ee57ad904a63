import type { RequestError, TraceRequest } from '../../engine/routing/request/request.ts';
import type { TraceResult } from '../../engine/routing/engine/router.ts';

/** The trace, or why there is none. */
export type ResultLine = TraceResult | { readonly id?: string; readonly error: RequestError };

/** What was asked and what came of it; no request: it could not be read. */
export interface Reported {
  readonly request: TraceRequest | undefined;
  readonly line: ResultLine;
}
