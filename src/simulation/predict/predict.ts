import type { Cluster } from '../../engine/objects.ts';
import { isServed, type Outcome } from '../../engine/outcomes.ts';
import { namespaceOwner, type Trace } from '../../engine/packets.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { StepAddress, StoryQuestion } from '../../scenario/document/document.ts';
import { isSystem } from '../system.ts';

/**
 * An answer that can be given: the element of the board, the address, the HTTP status, or one of `ALL`, `SOME` and `NONE` (of the ways
 * are answered), `NOBODY` (answers), `NOWHERE` (is it lost), `NO_STATUS`.
 */
export type Choice = string;

/** What there is to choose from, and which of it is right: where chance decides, whatever can happen. */
export interface Prediction {
  /** At least two, each once, in an order that says nothing. */
  readonly choices: readonly Choice[];
  readonly right: readonly Choice[];
  /** The element at which a question about a header looks. */
  readonly place?: string;
}

/** What a question is asked of. */
export interface Predicted {
  readonly question: StoryQuestion;
  /** Of the part that asks; a question about a header looks there, where it names no place of its own. */
  readonly step?: StepAddress | undefined;
  readonly request: TraceRequest;
  readonly outcomes: readonly Outcome[];
  readonly cluster: Cluster;
}

/** More are not read before one is chosen. */
const MOST = 8;
const MOST_ADDRESSES = 6;
/** What the proxies of a cluster answer with: RFC 9110. */
const STATUSES = ['200', '404', '500', '503'];

/** undefined: there is nothing to ask, as what would be asked about does not happen. */
export function predict(asked: Predicted): Prediction | undefined {
  const { choices, right, place } = ASK[asked.question.ask](asked);
  if (right.length === 0 || choices.length < 2) return undefined;
  return { choices, right, ...(place !== undefined && { place }) };
}

const ASK: Readonly<Record<StoryQuestion['ask'], (asked: Predicted) => Prediction>> = {
  ARRIVES: ({ outcomes }) => {
    const served = outcomes.filter(isServed).length;
    const right = served === outcomes.length ? 'ALL' : served === 0 ? 'NONE' : 'SOME';
    return { choices: ['ALL', 'SOME', 'NONE'], right: outcomes.length === 0 ? [] : [right] };
  },
  ANSWERED_BY: (asked) => {
    const right = unique(asked.outcomes.map((outcome) => (answers(outcome) ? receiverOf(outcome) : 'NOBODY')));
    return { choices: [...some([right, candidates(asked, right)], MOST), 'NOBODY'].filter(first), right };
  },
  SOURCE_SEEN: (asked) => addresses(asked, unique(asked.outcomes.filter(arrives).map(({ final }) => final.sourceIP))),
  DESTINATION: (asked) => {
    const at = asked.question.at ?? asked.step;
    const hops = asked.outcomes.flatMap((outcome) => at && (outcome.legs[at.leg]?.[at.direction]?.hops[at.hop] ?? []));
    const right = unique(hops.flatMap((hop) => hop?.steps.at(-1)?.packet.destinationIP ?? []));
    const place = hops[0] && elementOf(hops[0].namespace);
    return { ...addresses(asked, right, at?.leg), ...(place !== undefined && { place }) };
  },
  WHERE_LOST: (asked) => {
    const right = unique(asked.outcomes.map(endOf));
    const ways = asked.outcomes.flatMap(({ legs }) => legs.filter(({ kind }) => kind !== 'DNS').flatMap(tracesOf));
    const nodes = asked.cluster.nodes.map(({ name }) => `Node/${name}`);
    const pods = asked.cluster.pods
      .filter((pod) => !isSystem(pod))
      .map(({ namespace, name }) => `Pod/${namespace}/${name}`);
    const listed = some([right, ways.flatMap(placesOf), nodes, pods], MOST);
    return { choices: [...listed, 'NOWHERE'].filter(first), right };
  },
  STATUS: ({ outcomes }) => {
    const right = unique(outcomes.map(({ http }) => (http === null ? 'NO_STATUS' : String(http.status))));
    return { choices: [...sorted([...right, ...STATUSES]), 'NO_STATUS'].filter(first), right };
  },
  QUESTIONS: ({ outcomes }) => {
    const counts = unique(outcomes.map(({ legs }) => legs.flatMap(questionsOf).length));
    const others = counts.flatMap((count) => [count * 2, count + 2, Math.floor(count / 2), 1]);
    const choices = unique([...counts, ...others])
      .filter((count) => count > 0)
      .toSorted((a, b) => a - b);
    return { choices: choices.map(String), right: counts.filter((count) => count > 0).map(String) };
  },
};

const unique = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];
const first = (choice: Choice, at: number, all: readonly Choice[]): boolean => all.indexOf(choice) === at;
const sorted = (list: readonly Choice[]): readonly Choice[] => unique(list).toSorted((a, b) => (a < b ? -1 : 1));

/** The first of what is listed, the lists one after the other, in an order that does not tell which list they are of. */
const some = (lists: readonly (readonly Choice[])[], most: number): readonly Choice[] =>
  sorted(unique(lists.flat()).slice(0, most));

const arrives = ({ disposition }: Outcome): boolean => disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK';
const answers = ({ disposition, reply }: Outcome): boolean =>
  disposition === 'ACCEPTED' && (reply === null || reply === 'ACCEPTED');

function receiverOf({ destination }: Outcome): Choice {
  if (destination === null || destination.kind === 'External') return 'internet';
  const { kind, namespace, name } = destination;
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

/** The pods of the namespaces that have to do with it, but for the one that asks. */
function candidates({ cluster, request }: Predicted, right: readonly Choice[]): readonly Choice[] {
  const client = 'pod' in request.from ? `Pod/${request.from.pod}` : undefined;
  const places = [client, ...right].flatMap((id) => (id?.startsWith('Pod/') ? (id.split('/')[1] ?? []) : []));
  return cluster.pods
    .filter((pod) => (places.length === 0 ? !isSystem(pod) : places.includes(pod.namespace)))
    .map(({ namespace, name }) => `Pod/${namespace}/${name}`)
    .filter((id) => id !== client || right.includes(id));
}

/** Wrong are the other addresses on the way of the leg that is asked about, or of any but name lookups, then those of nodes. */
function addresses({ outcomes, cluster }: Predicted, right: readonly Choice[], leg?: number): Prediction {
  const packets = outcomes
    .flatMap(({ legs }) => legs.filter(({ kind }, at) => (leg === undefined ? kind !== 'DNS' : leg === at)))
    .flatMap(tracesOf)
    .flatMap(({ hops }) => hops.flatMap(({ steps }) => steps.map(({ packet }) => packet)));
  const seen = packets.flatMap(({ sourceIP, destinationIP }) => [sourceIP, destinationIP]);
  const nodes = cluster.nodes.flatMap(({ ips: [ip] }) => ip ?? []).filter((ip) => sameFamily(ip, right[0]));
  return { choices: some([right, seen, nodes], MOST_ADDRESSES), right };
}

const sameFamily = (a: string, b = ''): boolean => a.includes(':') === b.includes(':');

const questionsOf = (leg: Outcome['legs'][number]) => (leg.kind === 'DNS' ? leg.lookup.questions : []);

const tracesOf = ({ request, reply }: Outcome['legs'][number]): readonly Trace[] =>
  reply === undefined ? [request] : [request, reply];

const placesOf = ({ hops }: Trace): readonly Choice[] => hops.map(({ namespace }) => elementOf(namespace));

/** Whose a network namespace is; outside of the cluster its own name. */
function elementOf(namespace: Parameters<typeof namespaceOwner>[0]): Choice {
  const owner = namespaceOwner(namespace);
  if (owner === undefined) return namespace;
  return owner.kind === 'Node' ? `Node/${owner.name}` : `Pod/${owner.namespace}/${owner.name}`;
}

/** Where the packet is lost that is. */
function endOf(outcome: Outcome): Choice {
  const last = outcome.legs.at(-1);
  if (arrives(outcome) && (outcome.reply === null || outcome.reply === 'ACCEPTED')) return 'NOWHERE';
  const trace = arrives(outcome) ? last?.reply : last?.request;
  const hop = trace?.hops.at(-1);
  return hop === undefined ? 'NOWHERE' : elementOf(hop.namespace);
}
