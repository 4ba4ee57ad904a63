/** Requests, and what is wrong with them. */
export { parseTarget } from './routing/request/parse-target.ts';
export type { KnownNames, RequestError, RequestErrorDetails } from './routing/request/request-error.ts';
export { formatSource, formatVia, parseSource } from './routing/request/request-source.ts';
export type { RequestSource, TraceRequest } from './routing/request/request.ts';
