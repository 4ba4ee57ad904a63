import { mayTellListener } from './listening.ts';
import { podAnnotationField } from './pod-annotations.ts';
import { type Fields, group, never, text, texts, usually, value, type ValueField } from './field.ts';
import { PLAIN_CONTAINER, PLAIN_METADATA, PLAIN_PORT, PLAIN_PROBE, PLAIN_SPEC } from './plain-template.ts';

/** Annotations of Pods that decide something. */
export const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
export const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
/** Of a template that came out of a share link: the digest of what is not in it. */
const LEFT_OUT = 'packetwalk/left-out';

export const POD_ANNOTATIONS = { [DELETION_COST]: value, [RESTARTED_AT]: value, [LEFT_OUT]: value };

/** Variables by which a CNI's DaemonSet says how it sends packets. */
const CNI_VARIABLES = [
  'AWS_VPC_K8S_CNI_EXTERNALSNAT',
  'CALICO_IPV4POOL_CIDR',
  'CALICO_IPV4POOL_IPIP',
  'CALICO_IPV4POOL_VXLAN',
] as const;
export type CniVariable = (typeof CNI_VARIABLES)[number];
const decides = ({ name, value: given }: Fields): boolean =>
  CNI_VARIABLES.some((known) => known === name) ||
  (typeof name === 'string' && mayTellListener(name) && typeof given === 'string' && ADDRESS.test(given));

/** The option of aws-node that has it enforce NetworkPolicies. */
export const ENABLE_POLICY = /enable-network-policy=true/;
/** The addresses NodeLocal DNSCache answers at, in the same argument or in the next. */
export const LOCAL_IP = /^--?localip\b/;
/** How long a preStop command sleeps. */
export const SLEEP = /(?:^|[\s;&/])sleep\s+(\d+(?:\.\d+)?)/;

/** Of a preStop command only that it sleeps. */
function slept(command: readonly string[]): readonly string[] {
  const found = SLEEP.exec(command.join(' '));
  return found === null ? [] : [found[0].replace(/^[\s;&/]/, '')];
}

/** A port, an address, or both: where a process is told to listen. */
const ADDRESS = /^([a-z]+:\/\/)?(\d{1,5}|(\[[0-9a-f:]*\]|[\w.*-]*):\d{1,5}|localhost|[\d.]+|::1?)$/i;
const FLAG = /^--?([\w.-]+?)(?:=(.*))?$/;
/** A flag that tells it, with an address behind "=" or in the next word. */
function tellsListener(word: string): boolean {
  const [, name = '', given] = FLAG.exec(word) ?? [];
  return (name === 'p' || mayTellListener(name)) && (given === undefined || ADDRESS.test(given));
}

/** Of a script the flags that tell it, with their addresses. */
function listenersIn(script: string): readonly string[] {
  const words = script.split(/\s+/);
  return words.flatMap((word, index) => {
    if (!tellsListener(word)) return [];
    const next = words[index + 1] ?? '';
    if (word.includes('=')) return [word];
    return ADDRESS.test(next) ? [word, next] : [];
  });
}

/** What rewrites the network of a pod from within. */
const NETWORK_TOOL = /\b(iptables|ip6tables|nft|ip (?:route|rule))\b/;

/** Of a command line what decides where packets go; of a script that changes the pod's network, with which tool. */
const deciding = texts((all) =>
  all.flatMap((each, index) => {
    const before = all[index - 1] ?? '';
    const follows = !before.includes('=');
    if (tellsListener(each) || (follows && tellsListener(before) && ADDRESS.test(each))) return [each];
    if (ENABLE_POLICY.test(each) || LOCAL_IP.test(each) || (follows && LOCAL_IP.test(before))) return [each];
    const found = [...(NETWORK_TOOL.exec(each)?.slice(1) ?? []), ...(/\s/.test(each) ? listenersIn(each) : [])];
    return found.length === 0 ? [] : [found.join(' ')];
  }),
);

const requirement = group({ key: value, operator: value, values: value });
const term = group({ matchExpressions: requirement, matchFields: requirement });

const probe = group({
  initialDelaySeconds: value,
  periodSeconds: value,
  failureThreshold: value,
  successThreshold: value,
  timeoutSeconds: value,
  httpGet: group({ path: text((path) => path.replace(/\?.*$/s, '')), port: value, scheme: value }),
  ...PLAIN_PROBE,
  grpc: group({ port: value, service: value }),
});

/** The first port that a process without root may listen on. */
const LOW_PORTS = 'net.ipv4.ip_unprivileged_port_start';

type Usual = (usual: unknown) => ValueField;

const container = (usually: Usual) =>
  group({
    ...PLAIN_CONTAINER,
    restartPolicy: value,
    ports: group({ ...PLAIN_PORT, hostPort: value, protocol: usually('TCP'), hostIP: value }, { filled: true }),
    env: group({ name: value, value }, { where: decides, filled: true }),
    command: deciding,
    args: deciding,
    readinessProbe: probe,
    lifecycle: group(
      {
        preStop: group({
          sleep: group({ seconds: value }),
          exec: group({ command: texts(slept) }, { filled: true }),
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
  });

const podSpec = (usually: Usual) =>
  group({
    nodeName: value,
    hostname: value,
    subdomain: value,
    hostNetwork: usually(false),
    ...PLAIN_SPEC,
    tolerations: group(
      { key: value, operator: value, value, effect: value, tolerationSeconds: value },
      { filled: true },
    ),
    affinity: group(
      {
        nodeAffinity: group({
          requiredDuringSchedulingIgnoredDuringExecution: group({ nodeSelectorTerms: term }),
          preferredDuringSchedulingIgnoredDuringExecution: group({ weight: value, preference: term }),
        }),
      },
      { filled: true },
    ),
    initContainers: { ...container(usually), filled: true },
    containers: container(usually),
    dnsPolicy: usually('ClusterFirst'),
    dnsConfig: group({ nameservers: value, searches: value, options: group({ name: value, value }) }),
    hostAliases: group({ ip: value, hostnames: value }),
    terminationGracePeriodSeconds: usually(30),
    serviceAccountName: value,
    serviceAccount: value,
    securityContext: group(
      {
        runAsUser: value,
        runAsNonRoot: value,
        sysctls: group({ name: value, value }, { where: ({ name }) => name === LOW_PORTS, filled: true }),
      },
      { filled: true },
    ),
    restartPolicy: never('Always'),
    schedulerName: never('default-scheduler'),
  });

/** A Pod's `spec`. */
export const POD_SPEC = podSpec(usually);

/** `spec.template` of a workload. What it says enters though it be the usual: its hash names the pods. */
export const POD_TEMPLATE = group(
  {
    metadata: group(
      { ...PLAIN_METADATA, annotations: group(POD_ANNOTATIONS, { filled: true, others: podAnnotationField }) },
      { filled: true },
    ),
    spec: podSpec(() => value),
  },
  { digest: LEFT_OUT },
);
