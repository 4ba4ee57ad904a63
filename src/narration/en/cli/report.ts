import type { Leg, Verdict } from '../../../engine/outcomes.ts';
import { sayOnlyIf } from '../findings/only-if.ts';

const ways = (count: number): string => (count === 1 ? '1 way' : `${count} ways`);

const LEGS: Readonly<Record<Leg['kind'], string>> = {
  DNS: 'DNS lookup',
  CONNECTION: 'Connection',
  PROXIED: 'Proxied connection',
  MIRRORED: 'Mirrored request',
};

/** What `packetwalk trace` says of a result around the sentences on its steps. */
export const REPORT = {
  /** What a line is about, before it. */
  labels: {
    answer: 'Answer',
    answeredBy: 'Answered by',
    cause: 'Cause',
    end: 'End',
    fix: 'Fix',
    http: 'HTTP',
    notConsidered: 'Not considered',
    notWalked: 'Not walked',
    object: 'Object',
    onlyIf: 'Arrives',
    restsOn: 'Rests on',
    seeIt: 'See it',
    sees: 'It sees',
    toDo: 'What to do',
    without: 'Without it',
    withoutThem: 'Without them',
  },
  byTheWalk: (verdict: Verdict) => `${verdict}, by the walk below.`,
  chanceNotWalked: (percent: number) => `${percent} % of the chance: more ways than are walked`,
  ways: (count: number, percent: string) => `${ways(count)}, ${percent}`,
  waysAlike: (count: number, percent: string, isOneOfMany: boolean) =>
    `${ways(count)} alike, ${percent}${isOneOfMany ? ' together' : ''}`,
  more: (count: number) => `and ${count} more`,
  http: (told: {
    readonly status: number;
    readonly location?: string | undefined;
    readonly route?: { readonly name: string; readonly rule: number } | undefined;
    readonly listener?: string | undefined;
    readonly backend?: string | undefined;
  }) =>
    [
      `${told.status}${told.location === undefined ? '' : ` to ${told.location}`}`,
      told.route === undefined ? '' : ` by ${told.route.name}, rule ${told.route.rule}`,
      told.listener === undefined ? '' : `, listener ${told.listener}`,
      told.backend === undefined ? '' : `, backend Service ${told.backend}`,
    ].join(''),
  destinationAt: (destination: string, address: string) => `${destination} at ${address}`,
  inContainer: (pod: string, container: string) => `${pod} (container ${container})`,
  /** Whose address the receiver sees. */
  sees: {
    client: (seen: string) => `${seen}, the client’s own address`,
    masqueraded: (seen: string, client: string) => `${seen} in place of the client’s ${client}: masqueraded on the way`,
    proxy: (seen: string, client: string) => `${seen}, the proxy’s; the client has ${client}`,
    masqueradedProxy: (seen: string, proxy: string, client: string) =>
      `${seen} in place of the proxy’s ${proxy}: masqueraded on the way; the client has ${client}`,
    other: (seen: string, client: string) => `${seen}; the client has ${client}`,
  },
  legs: LEGS,
  follows: (leg: string) => `${leg}, what follows`,
  comesBack: (leg: string, carries: string) => `${leg}, ${carries}`,
  inCorefile: (answer: string, line: string) => `${answer} ("${line}" in the Corefile)`,
  noSuchRecord: 'no such record',
  walk: (share: string | undefined) => (share === undefined ? 'The walk' : `The walk of ${share}`),
  otherWays: (hidden: number) => `--all shows ${hidden === 1 ? 'the other way' : `the ${hidden} other ways`} too.`,
  error: 'error',
  onlyIf: sayOnlyIf,
  /** A verdict that rests on something that nothing says. */
  conditional: (verdict: string) => `${verdict}, if`,
  /** The heading; what was asked for as code. */
  heading: (told: { readonly name: string; readonly verdict: string; readonly from: string; readonly to: string }) =>
    `${told.name}${told.verdict}: ${told.from} to ${told.to}`,
  table: { where: 'Where', what: 'What happens' },
  nothingSetOff: (verdict: Verdict) => `${verdict}: no packet set off`,
  openLink: 'Open in packetwalk',
  unreadableRequest: 'the request cannot be read',
  /** Of a line of a file of requests. */
  wrongRequest: {
    noJson: (why: string) => `not JSON: ${why}`,
    noObject: 'a request is a JSON object',
    from: '"from" must be {"pod"}, {"node"}, {"ip", "enters"} or {"internet": true}',
    to: '"to" must be a URL, such as "http://web.shop/cart"',
  },
};
