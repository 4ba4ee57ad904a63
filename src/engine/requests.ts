/** Requests, and what is wrong with them. */
export type { KnownNames, RequestError, RequestErrorDetails } from './routing/request/request-error.ts';
export { formatSource, formatVia, parseSource } from './routing/request/request-source.ts';
export type { RequestSource, TraceRequest } from './routing/request/request.ts';
