import type { ShownCheck, ShownTargets } from '../../../engine/gateways.ts';
import type { SkippedGroup } from '../../../manifests/parse.ts';
import { shownCheckText, TARGET_KINDS, targetText, UNKNOWN_ANSWER } from '../phrases/health-checks.ts';

const SKIPPED: Readonly<Record<SkippedGroup, string>> = {
  unread: 'not read, though they can change the fate of a packet',
  unknown: 'not known here',
  irrelevant: 'without bearing on packets',
};

/** What `packetwalk inspect` prints beside names and numbers. */
export const INSPECTED = {
  none: 'none',
  summary: (documents: number, read: string, skipped: string) =>
    `${documents} ${documents === 1 ? 'document' : 'documents'}; read: ${read}; skipped: ${skipped}`,
  skipped: SKIPPED,
  workload: (name: string, pods: number, replicas: number) => `${name}: ${pods} of ${replicas} pods`,
  service: (name: string, type: string, clusterIPs: string) =>
    `Service ${name} ${type} ${clusterIPs || '(no clusterIP)'}`,
  balancer: (ip: string, assumed: boolean) => `load balancer ${ip}${assumed ? ' (assumed)' : ''}`,
  notReady: (endpoint: string) => `${endpoint} (not ready)`,
  targets: {
    balancer: (of: string, by: string | undefined, addresses: string) =>
      `Load balancer of ${of}${by === undefined ? '' : ` (${by})`} ${addresses || '(no address)'}`,
    group: (service: string, kind: ShownTargets['kind'], check: ShownCheck) =>
      `${service} calls ${TARGET_KINDS[kind]}; health check ${shownCheckText(check)}`,
    state: (target: Parameters<typeof targetText>[0]) =>
      target.health.state === 'UNKNOWN' ? `${targetText(target)}. ${UNKNOWN_ANSWER}` : targetText(target),
  },
  gateway: (name: string, addresses: string) => `Gateway ${name} ${addresses || '(no address)'}`,
  listener: (listener: string, routes: number) => `listener ${listener}: ${routes} routes`,
  route: (route: string, parent: string) => `${route} at ${parent}`,
};

/** What `packetwalk link` says of what the link holds and leaves out. */
export const LINKED = {
  nothing: 'there is no object with a bearing on networking in these files',
  /** What is left out, after how many. */
  omitted: {
    secret: 'of Secrets',
    environment: 'environment variables',
    annotation: 'annotations',
    masked: 'values that may be secrets',
    comment: 'comments in the YAML',
    server: 'notes of the API server and controllers',
    'not-read': 'fields that packetwalk does not read',
  },
  leftOut: (counts: readonly string[]) => `left out of the link: ${counts.join(', ')} (--json lists them)`,
  kept: (what: string) => `in the link, as it decides where packets go: ${what}`,
};

/** What `packetwalk resolve` says. */
export const RESOLVED = {
  noPod: (pod: string) => `there is no pod "${pod}"`,
  noName: 'the query has no name',
  emptyLabel: (name: string) => `"${name}" has an empty label`,
  longLabel: (label: string, most: number) =>
    `the label "${label}" has ${label.length} characters; ${most} are the most`,
  longName: (most: number) => `a name has at most ${most} characters`,
  none: '(none)',
  timeout: 'no name server answers',
  after: (rcode: string, questions: number) =>
    `${rcode} after ${questions} ${questions === 1 ? 'question' : 'questions'}`,
  records: (records: number) => `${records} ${records === 1 ? 'record' : 'records'}`,
};

/** What `packetwalk migrate` says beside what the Gateway API lacks. */
export const MIGRATED = {
  nothing: 'there is no Ingress that ingress-nginx serves in these files',
  compared: (requests: number, differences: number) =>
    `Of ${requests} requests that were walked under both, ${differences} are answered otherwise.`,
  answered: (request: string, before: string, after: string) => `${request}: ${before}; then ${after}`,
};

/** What `packetwalk rules` and `packetwalk lab` say where there is nothing to print. */
export const BUILT = {
  noNode: (node: string, nodes: readonly string[]) => `there is no node ${node}; the nodes are ${nodes.join(', ')}`,
  unreadable: 'no script: a document could not be read, see above',
};
