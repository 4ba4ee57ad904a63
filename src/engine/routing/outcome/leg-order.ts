import type { NamespaceId } from '../../linux/model/place.ts';
import { isHttpError, type Leg, type Outcome } from './outcome.ts';

/** One way of one leg. `leg`: index into the legs. */
export interface LegWay {
  readonly leg: number;
  readonly direction: 'request' | 'reply';
}

/**
 * The ways of an outcome's legs as they happen: a proxy sends the request on before it answers (and so does a name server that
 * forwards a question), so the legs it opens, with their replies, come between the request to it and the reply of it. Where one proxy
 * is behind another the last one is answered first; what one proxy opens one after the other is answered before the next.
 */
export function walkOrder(legs: readonly Leg[]): readonly LegWay[] {
  const order: LegWay[] = [];
  const waiting: number[] = [];
  /** Answers the last ones until one at whose end `opener` is; without it all. Whoever asked first waits for all that is opened. */
  const answer = (opener?: NamespaceId): void => {
    for (let leg = waiting.at(-1); leg !== undefined; leg = waiting.at(-1)) {
      if (opener !== undefined && (waiting.length === 1 || legs[leg]?.request.end === opener)) return;
      order.push({ leg, direction: 'reply' });
      waiting.pop();
    }
  };
  for (const [leg, each] of legs.entries()) {
    answer(isOpenedByServer(each) ? (each.request.hops[0]?.namespace ?? each.request.end) : undefined);
    order.push({ leg, direction: 'request' });
    if (each.reply !== undefined) waiting.push(leg);
  }
  answer();
  return order;
}

/** What a packet is on its way; 'error': it comes back from one that was refused or rejected. */
export type Carries = 'request' | 'reply' | 'error';

/** What the packets of a leg are on one of its ways. */
export function carries({ request }: Leg, direction: LegWay['direction']): Carries {
  const failed = request.disposition === 'REFUSED' || request.disposition === 'REJECTED';
  return direction === 'reply' && failed ? 'error' : direction;
}

/**
 * The HTTP status with which what was asked on a leg fails, as every proxy hands it back to the one before it; undefined: it does not
 * fail so. A name server and whoever gets a copy are asked something else.
 */
export function failureOf({ http }: Pick<Outcome, 'http'>, { kind }: Leg): number | undefined {
  if (http === null || kind === 'DNS' || kind === 'MIRRORED') return undefined;
  return isHttpError(http.status) ? http.status : undefined;
}

/** True for what is sent on a connection that was answered. */
export const continues = (leg: Leg): boolean => leg.kind === 'CONNECTION' && leg.continues === true;

/** True for a connection that the end of the leg before opens in order to answer. */
function isOpenedByServer(leg: Leg): boolean {
  if (leg.kind === 'DNS') return leg.lookup.forwardedBy !== undefined;
  return leg.kind !== 'CONNECTION';
}
