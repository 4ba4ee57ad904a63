import { cleaned, group, value, type ValueField } from '../field.ts';
import { never } from '../unread-values.ts';
import { podSpec, TERM, type Usual } from './pod-spec.ts';
import { section, unsaid } from '../schema.ts';
import { stringMap } from '../values.ts';

/** Annotations of Pods that decide something. */
export const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
export const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
/** Of a template that came out of a share link: the digest of what is not in it. */
const LEFT_OUT = 'packetwalk/left-out';

export const POD_ANNOTATIONS = { [DELETION_COST]: value, [RESTARTED_AT]: value, [LEFT_OUT]: value };

/** Of a command line what decides where packets go. */
const COMMAND: ValueField = { type: 'value', filled: true, clean: 'arguments' };

const probe = group({
  initialDelaySeconds: value,
  periodSeconds: value,
  failureThreshold: value,
  successThreshold: value,
  timeoutSeconds: value,
  httpGet: group({ path: cleaned((path) => path.replace(/\?.*$/s, '')), port: value, scheme: value, host: value }),
  tcpSocket: group({ port: value, host: value }),
  grpc: group({ port: value, service: value }),
});

/** The first port that a process without root may listen on. */
const LOW_PORTS = 'net.ipv4.ip_unprivileged_port_start';

const moreOf = (usual: Usual) => ({
  container: {
    env: group({ name: value, value }, { where: 'variables', filled: true, list: true }),
    command: COMMAND,
    args: COMMAND,
    readinessProbe: probe,
    lifecycle: group(
      {
        preStop: group({
          sleep: group({ seconds: value }),
          exec: group({ command: { type: 'value', filled: true, clean: 'sleep' } }, { filled: true }),
        }),
      },
      { filled: true },
    ),
    securityContext: group(
      { runAsUser: value, runAsNonRoot: value, capabilities: group({ drop: value, add: value }) },
      { filled: true },
    ),
    imagePullPolicy: never('Always', 'IfNotPresent'),
    terminationMessagePath: never('/dev/termination-log'),
    terminationMessagePolicy: never('File'),
  },
  affinity: {
    preferredDuringSchedulingIgnoredDuringExecution: group({ weight: value, preference: TERM }, { list: true }),
  },
  spec: {
    dnsPolicy: usual('ClusterFirst', value),
    dnsConfig: group({ nameservers: value, searches: value, options: group({ name: value, value }, { list: true }) }),
    readinessGates: group({ conditionType: value }, { list: true }),
    hostAliases: group({ ip: value, hostnames: value }, { list: true }),
    terminationGracePeriodSeconds: usual(30, value),
    serviceAccountName: value,
    serviceAccount: value,
    securityContext: group(
      {
        runAsUser: value,
        runAsNonRoot: value,
        sysctls: group({ name: value, value }, { where: ({ name }) => name === LOW_PORTS, filled: true, list: true }),
      },
      { filled: true },
    ),
    restartPolicy: never('Always'),
    schedulerName: never('default-scheduler'),
  },
});

/** A Pod's `spec`. */
export const POD_SPEC = podSpec(unsaid, moreOf(unsaid));

/** What it says enters though it be the usual: its hash names the pods. */
const said: Usual = (_, field) => field;

/** `spec.template` of a workload. */
export const POD_TEMPLATE = section(
  {
    metadata: section(
      { labels: stringMap, annotations: group(POD_ANNOTATIONS, { filled: true, others: 'pods' }) },
      { filled: true },
    ),
    spec: podSpec(said, moreOf(said)),
  },
  { digest: LEFT_OUT },
);
