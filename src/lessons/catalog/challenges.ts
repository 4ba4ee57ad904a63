import type { OfferedLesson } from './catalog.ts';

/** A challenge as the Gallery offers it: where it stands on the path of the lessons, and the complaint in a line. */
export type OfferedChallenge = OfferedLesson;

const pods = () => import('../challenges/pods.ts');
const services = () => import('../challenges/services.ts');
const names = () => import('../challenges/names.ts');
const policies = () => import('../challenges/policies.ts');
const entries = () => import('../challenges/entries.ts');
const gateways = () => import('../challenges/gateways.ts');
const changes = () => import('../challenges/changes.ts');

/** Broken and unfinished boards, in the order of the chapters; in a chapter from easy to hard. */
export const CHALLENGES: readonly OfferedChallenge[] = [
  {
    id: 'one-port-two-containers',
    title: 'One port, two containers',
    summary: 'Two containers that each work alone do not share a pod.',
    chapter: 'Networking models',
    load: async () => (await pods()).ONE_PORT_TWO_CONTAINERS,
  },
  {
    id: 'four-ways',
    title: 'Four needs, four ways',
    summary: 'One board, four who want to talk, each by another networking model.',
    chapter: 'Networking models',
    load: async () => (await pods()).FOUR_MODELS,
  },
  {
    id: 'wrong-selector',
    title: 'Nobody behind the Service',
    summary: 'Both pods run, and the Service refuses every connection.',
    chapter: 'Networking models',
    load: async () => (await services()).WRONG_SELECTOR,
  },
  {
    id: 'wrong-target-port',
    title: 'The right pod, the wrong port',
    summary: 'The packet arrives, and nobody opens.',
    chapter: 'Networking models',
    load: async () => (await services()).WRONG_TARGET_PORT,
  },
  {
    id: 'port-name',
    title: 'A port by another name',
    summary: 'Of two Services that are written alike, one works.',
    chapter: 'Networking models',
    load: async () => (await services()).PORT_NAME,
  },
  {
    id: 'only-localhost',
    title: 'It works on localhost',
    summary: 'In the container it answers, through the Service it does not.',
    chapter: 'Networking models',
    load: async () => (await services()).ONLY_LOCALHOST,
  },
  {
    id: 'running-not-ready',
    title: 'Running, but not ready',
    summary: 'The application runs and has no endpoint.',
    chapter: 'Networking models',
    load: async () => (await services()).STOPPED,
  },
  {
    id: 'across-namespaces',
    title: 'The same name, elsewhere',
    summary: 'A client has moved, and its configuration has not.',
    chapter: 'Names',
    load: async () => (await names()).ACROSS_NAMESPACES,
  },
  {
    id: 'each-by-name',
    title: 'Each of them by name',
    summary: 'Pods of a StatefulSet that nobody can call.',
    chapter: 'Names',
    load: async () => (await names()).EACH_BY_NAME,
  },
  {
    id: 'no-one-in-between',
    title: 'No one in between',
    summary: 'A port that nobody translates.',
    chapter: 'Names',
    load: async () => (await names()).HEADLESS_PORT,
  },
  {
    id: 'a-door-for-one',
    title: 'A door for one',
    summary: 'Everybody reaches the database; one may.',
    chapter: 'Policies',
    load: async () => (await policies()).ONLY_WEB_REACHES_DB,
  },
  {
    id: 'it-takes-two',
    title: 'It takes two',
    summary: 'One end allows the connection.',
    chapter: 'Policies',
    load: async () => (await policies()).BOTH_ENDS,
  },
  {
    id: 'names-too',
    title: 'The address works, the name does not',
    summary: 'Everything is allowed that was thought of.',
    chapter: 'Policies',
    load: async () => (await policies()).NAMES_TOO,
  },
  {
    id: 'and-or',
    title: 'And, or',
    summary: 'A policy that lets in more than it seems to.',
    chapter: 'Policies',
    load: async () => (await policies()).ONE_PEER_OR_TWO,
  },
  {
    id: 'everything-but-one',
    title: 'Everything but one address',
    summary: 'The internet, yes; the metadata service, no.',
    chapter: 'Policies',
    load: async () => (await policies()).NO_METADATA,
  },
  {
    id: 'nobody-feels-responsible',
    title: 'Nobody feels responsible',
    summary: 'An Ingress without an address.',
    chapter: 'Ways in',
    load: async () => (await entries()).INGRESS_CLASS,
  },
  {
    id: 'which-port',
    title: 'Which of the two ports',
    summary: 'Inside it is answered, from outside it is a 503.',
    chapter: 'Ways in',
    load: async () => (await entries()).BACKEND_PORT,
  },
  {
    id: 'only-the-front-door',
    title: 'Only the front door',
    summary: 'The front page opens, and nothing below it.',
    chapter: 'Ways in',
    load: async () => (await entries()).INGRESS_PATH,
  },
  {
    id: 'two-applications',
    title: 'Two applications, one address',
    summary: 'An unfinished board: make the Ingress.',
    chapter: 'Ways in',
    load: async () => (await entries()).MAKE_INGRESS,
  },
  {
    id: 'every-node',
    title: 'Every node, and their own address',
    summary: 'A node that does not answer, and a log that must not lie.',
    chapter: 'Ways in',
    load: async () => (await entries()).EVERY_NODE,
  },
  {
    id: 'ask-first',
    title: 'Ask first',
    summary: 'A route into another namespace is a 500.',
    chapter: 'Ways in',
    load: async () => (await gateways()).NOT_GRANTED,
  },
  {
    id: 'guests-at-the-gateway',
    title: 'Guests at the Gateway',
    summary: 'A route that its Gateway does not know.',
    chapter: 'Ways in',
    load: async () => (await gateways()).ALLOWED_ROUTES,
  },
  {
    id: 'a-lock-for-the-door',
    title: 'A lock for the front door',
    summary: 'A certificate that nobody holds up.',
    chapter: 'Ways in',
    load: async () => (await gateways()).TLS_LISTENER,
  },
  {
    id: 'same-node',
    title: 'Only from the other node',
    summary: 'One client is answered, its neighbor is not.',
    chapter: 'Networks and clouds',
    load: async () => (await services()).SAME_NODE,
  },
  {
    id: 'the-new-office',
    title: 'The new office',
    summary: 'A load balancer that lets in too few.',
    chapter: 'Networks and clouds',
    load: async () => (await entries()).SOURCE_RANGES,
  },
  {
    id: 'instances-or-pods',
    title: 'Instances or pods',
    summary: 'A load balancer on EKS that finds no target.',
    chapter: 'Networks and clouds',
    load: async () => (await entries()).TARGET_TYPE,
  },
  {
    id: 'nobody-enforces',
    title: 'A policy that does nothing',
    summary: 'It is written right, and makes no difference.',
    chapter: 'Networks and clouds',
    load: async () => (await policies()).NOBODY_ENFORCES,
  },
  {
    id: 'open-again',
    title: 'Open again on Monday',
    summary: 'An unfinished board: bring three pods back.',
    chapter: 'Change over time',
    load: async () => (await services()).SCALE_UP,
  },
  {
    id: 'blue-to-green',
    title: 'From blue to green',
    summary: 'Every request to the new version, in one change.',
    chapter: 'Change over time',
    load: async () => (await changes()).SWITCH_OVER,
  },
  {
    id: 'a-few-first',
    title: 'A few first',
    summary: 'An unfinished board: let some customers have the next version.',
    chapter: 'Change over time',
    load: async () => (await gateways()).A_FEW_FIRST,
  },
  {
    id: 'one-too-many',
    title: 'One too many',
    summary: 'The third replica finds no place.',
    chapter: 'Diagnosis',
    load: async () => (await pods()).HOST_PORT_TAKEN,
  },
  {
    id: 'nowhere-to-go',
    title: 'Nowhere to go',
    summary: 'A node would do, and is not chosen.',
    chapter: 'Diagnosis',
    load: async () => (await pods()).NO_NODE_FITS,
  },
];

/** The challenge that comes after it; undefined: it is the last, or is none of them. */
export function challengeAfter(id: string): OfferedChallenge | undefined {
  const at = CHALLENGES.findIndex((each) => each.id === id);
  return at < 0 ? undefined : CHALLENGES[at + 1];
}
