import type { SavedRequest, ScenarioDocument } from '../../scenario/document/document.ts';
import { requestKey, sameRequest } from './request-key.ts';

/** What a request that is kept has become by an edit that names it anew, or by taking that back; undefined: it is as it was. */
export function requestAnew(
  { requests: before }: Pick<ScenarioDocument, 'requests'>,
  { requests: after }: Pick<ScenarioDocument, 'requests'>,
  request: SavedRequest | undefined,
): SavedRequest | undefined {
  if (request === undefined || before === after || before.length !== after.length) return undefined;
  const anew = after[before.findIndex((each) => sameRequest(each, request))];
  return anew === undefined || after.some((each) => sameRequest(each, request)) ? undefined : anew;
}

/** How many requests that were sent are remembered. */
const REMEMBERED = 20;

/** Requests that were sent, with another one: the last one first, each once. */
export function withSent<Sent extends SavedRequest>(sent: readonly Sent[], request: Sent): readonly Sent[] {
  const key = requestKey(request);
  return [request, ...sent.filter((each) => requestKey(each) !== key)].slice(0, REMEMBERED);
}
