import { sayOnlyIf } from '../../findings/only-if.ts';
import { WHAT_TO_DO } from '../../failures/what-to-do.ts';
import { narrateLookup } from '../../remarks/lookup.ts';

const number = (count: number): string => count.toLocaleString('en');

/** What is read of a walk beyond its story: hops, steps, causes, ways. */
export const WALK_DETAIL = {
  ways: {
    title: 'Ways this request can go',
    stop: 'Stop',
    atOnce: (requests: number) => `${requests} at once`,
    takeAway: 'Take the packets away',
    aboutSending: (requests: number) => `Send ${requests} requests at once and watch how they spread`,
    alike: (ways: number) => `(${number(ways)} ways alike)`,
    more: (groups: number) => `and ${groups} more`,
    cancel: 'Cancel',
    goOn: 'Go on',
    aboutCancelling: 'Stop counting: what has been walked stays',
    aboutGoingOn: 'Go on counting ways',
  },
  count: {
    counting: (ways: number) => `at least ${number(ways)} ways, still counting`,
    stopped: (ways: number) => `at least ${number(ways)} ways, counting was stopped`,
    notWalked: (ways: number, chance: string) =>
      `more than ${number(ways)} ways; ${chance} of the chance is not walked`,
    one: (ways: number) => `${number(ways)} ways, one is walked`,
  },
  via: (end: string, nodes: readonly string[]) => `${end} via ${nodes.join(', ')}`,
  onlyIf: sayOnlyIf,
  cause: {
    code: 'Code',
    object: 'Object',
    field: 'Field',
    toDo: 'To do',
    fix: 'Fix',
    applyFix: 'Apply fix',
    whatToDo: WHAT_TO_DO,
  },
  dns: {
    title: 'DNS questions',
    none: 'none',
    noAnswer: 'no answer',
    told: (line: string) => `("${line}" in the Corefile)`,
    narrate: narrateLookup,
  },
  warnings: 'Warnings',
  noWalk: {
    title: 'No request yet',
    where: 'Choose where it starts and where it goes: in the bar, or on the board, first a pod and then a Service.',
    pick: 'Choose on the board',
    send: 'Send it: every place it passes, every rule that touches it and every header that changes is listed here.',
    cannot: '✕ This request cannot be walked',
    expected:
      'A request starts at pod/NAMESPACE/NAME, node/NAME or internet, and goes to a Service name, an address with a port, or a URL such as http://web.shop/. The fields in the bar list what there is.',
  },
  notConsidered: {
    title: 'Not considered',
    more: (objects: number) => `and ${objects} more`,
    /** After an object’s name, where the sentence does not begin with it. */
    after: (sentence: string) => `: ${sentence}`,
  },
  notKnown: {
    nothingSaid: 'Not known: the objects do not say enough.',
    one: (object: string, isUnread: boolean) =>
      `Not known: ${object} is ${isUnread ? 'not read' : 'not read in full'}.`,
    two: (object: string, other: string, isUnread: boolean) =>
      `Not known: ${object} and ${other} are ${isUnread ? 'not read' : 'not read in full'}.`,
    more: (object: string, others: number, isUnread: boolean) =>
      `Not known: ${object} and ${others} more objects are ${isUnread ? 'not read' : 'not read in full'}.`,
  },
  header: { title: 'Packet header', inside: 'inside', was: 'was' },
  step: {
    small: (step: number, steps: number) => `${step} of ${steps} small steps`,
    place: (table: string, hook: string) => `${table} table, ${hook} hook`,
    rule: (rule: { readonly index: number; readonly of: number; readonly chain: string; readonly place: string }) =>
      `rule ${rule.index} of ${rule.of} in ${rule.chain}, ${rule.place}`,
    /** Whether the sentence on the step says already which rule it is. */
    tellsPlace: (sentence: string, index: number, of: number) => sentence.includes(`${index} of ${of}`),
    conntrackEntry: 'conntrack entry',
    original: 'original',
    reply: 'reply',
  },
  stepsIn: (place: string) => `Steps in ${place}`,
  /** What folded steps are called on their one line. */
  andMore: (named: string, more: number) => `${named} and ${more} more`,
  list: 'Walk',
  sections: {
    DNS: 'DNS lookup',
    CONNECTION: 'Connection',
    PROXIED: 'Proxied connection',
    MIRRORED: 'Mirrored request',
  },
  request: (section: string) => `${section}, request`,
  follows: (section: string) => `${section}, what follows`,
  reply: (section: string) => `${section}, reply`,
  error: (section: string) => `${section}, error comes back`,
  byRule: (route: string, rule: number) => `${route}, rule ${rule}`,
  toService: (service: string) => `to Service ${service}`,
};
