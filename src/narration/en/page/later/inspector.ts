import { REFUSED_KEYS } from '../../phrases/refused-texts.ts';
import type { ProxyMode } from '../../../../engine/objects.ts';
import { containerReasonText } from '../../phrases/container-reason.ts';
import { MODE_NAMES } from '../../phrases/networks.ts';
import { ROUTER_NAMES } from '../../phrases/places.ts';

/** The selected object: its form, its text, and what one would read on it. */
export const INSPECTOR = {
  title: 'Inspector',
  nothingSelected: 'Select something on the canvas to see it here.',
  close: 'Close the inspector',
  viewsOf: (object: string) => `Views of ${object}`,
  putBelow: 'Put it below the walk',
  putBeside: 'Put it beside the walk',
  useAsSource: 'Use as source',
  sendRequestHere: 'Send request here',
  findings: 'Findings',
  severities: { error: '✕ error', warning: '▲ warning', info: 'note' },
  gone: 'It is not in the cluster any more.',
  tabs: { fields: 'Fields' },
  outside: {
    title: 'What it is',
    loadBalancer: 'Load balancer',
    internet: 'Internet',
    router: ROUTER_NAMES.none,
    machine: 'Your machine',
    bridge: ROUTER_NAMES.LINK,
    virtualMachine: ROUTER_NAMES.VM,
    about: {
      Internet: 'Clients outside the cluster, and everything that is neither a node nor a pod.',
      Machine:
        'The machine on which the cluster runs, in place of the internet: requests from outside start here, and what nodes send out leaves by it.',
      Bridge:
        'The bridge of your machine: the network that it shares with the nodes. What they send elsewhere leaves by it.',
      VirtualMachine:
        'The virtual machine in which the nodes run. Their addresses mean nothing outside: what is published on your machine leads in.',
      Router: 'Joins the nodes’ network and the world outside. It knows the nodes, not the pods.',
      LoadBalancer: 'Holds the addresses of Services of type LoadBalancer and passes packets on to nodes.',
    },
    services: (services: number, ingresses: number) =>
      ingresses === 0 ? `Services (${services})` : `Services and Ingresses (${services + ingresses})`,
    published: (count: number) => `Published ports (${count})`,
  },
  changes: {
    title: 'Let it happen',
    about: 'Played on a timeline, with requests meanwhile. It can be discarded.',
  },
  /** Labels of fields are words where they are not the API’s own. */
  fields: {
    none: 'none',
    addresses: 'addresses',
    labels: 'labels',
    podLabels: 'pod labels',
    state: 'state',
    servedBy: 'served by',
    loadBalancer: 'load balancer',
    node: 'node',
    zone: 'zone',
    keepIt: (label: string) => `Keep what you typed for ${label}?`,
    keep: 'Keep',
    discard: 'Discard',
    linesHint: 'Enter keeps it, Shift+Enter begins a line.',
    leftHint: 'Typed before and not kept yet: Enter keeps it, Escape takes it back.',
  },
  ready: 'ready',
  notReady: 'not ready',
  noAddress: 'no address',
  pods: (count: number, system = 0) => `Pods (${count}${system === 0 ? '' : `, ${system} of them of the system`})`,
  noPods: 'None.',
  node: {
    subnets: 'Pods’ subnet',
    proxyMode: (mode: ProxyMode) => (mode === 'ebpf' ? 'none: eBPF programs do its work' : `${MODE_NAMES[mode]} mode`),
    compare: 'Compare walks',
    runOnKernel: 'Run it on a real kernel',
    aboutKernel: 'A script that builds this cluster’s network on a Linux machine',
    hostNetwork: (address: string) => `${address}, host network`,
  },
  pod: {
    notScheduled: 'not scheduled',
    terminating: 'Terminating',
    state: (phase: string, ready: string) => `${phase}, ${ready}`,
    inNodesNamespace: ', in the node’s network namespace',
    containers: 'Containers',
    aboutPause: 'holds the network namespace and its address',
    killSandbox: 'Kill sandbox',
    aboutKilling: 'The pause container dies: every container restarts in a new network namespace with a new address',
    ports: (ports: string) => `ports ${ports}`,
    states: { stopped: 'stopped', failed: 'failed' },
    whyStopped: containerReasonText,
    stop: 'Stop',
    aboutStopping: 'It stays stopped until you start it; on a cluster the kubelet does, as restartPolicy says',
    stopContainer: (container: string) => `Stop container ${container}`,
    start: 'Start',
    startContainer: (container: string) => `Start container ${container}`,
    from: (workload: string) => `From ${workload}`,
    appliesToAll: (kind: string) => `Changes here are made to the ${kind} and apply to all its pods.`,
    show: (workload: string) => `Show ${workload}`,
  },
  /** What became of a pod to which something was done. */
  podActions: {
    noNode: 'no node',
    moved: (pod: string, node: string, address: string, before: string) =>
      `A new pod takes the place of ${pod} on ${node}, and keeps its name here: ${address}, was ${before}.`,
    sandboxKilled: (pod: string, address: string, before: string) =>
      `Pod ${pod} has a new network namespace: ${address}, was ${before}.`,
    stopped: (container: string, pod: string, address: string) =>
      `Container ${container} is stopped; pod ${pod} keeps its address ${address}. A kubelet would start it again; here it stays stopped.`,
    started: (container: string, address: string) => `Container ${container} runs again at ${address}.`,
  },
  workload: {
    whereItIs: (address: string, node: string) => `${address} on ${node}`,
    wrongReplicas: 'A number from 0 to 9999.',
  },
  service: {
    headless: 'None (headless)',
    ports: 'Ports',
    addPort: 'Add a port',
    removePort: (port: string) => `Remove port ${port}`,
    portOf: (port: string) => `port of ${port}`,
    targetPortOf: (port: string) => `targetPort of ${port}`,
    nodePortOf: (port: string) => `nodePort of ${port}`,
    endpoints: (count: number) => `Endpoints (${count})`,
    noEndpoints: 'None: a request to this Service is refused.',
    endpointNotReady: (address: string) => `${address}, not ready`,
  },
  ingress: {
    notServed: 'no controller serves it',
    servedByCloud: { ALB: 'an ALB of AWS, outside the cluster', GCE: 'Google’s load balancer, outside the cluster' },
    rule: (number: number) => `Rule ${number}`,
    path: (type: string) => `path (${type})`,
    wrongPath: 'A path starts with “/”.',
    doesNotExist: (service: string) => `${service} (does not exist)`,
  },
  route: {
    notAdmitted: 'Its router does not admit it: requests get 503.',
    path: 'path',
    termination: 'termination',
    plainHttp: 'plain http',
  },
  moreFields: 'More fields',
  /** What is written as YAML and not applied, where the form is. */
  draft: {
    notApplied: (object: string, isShown: boolean) =>
      `What is written in the YAML of ${object} is not applied yet.${isShown ? ' This form shows it, and changes it.' : ''}`,
    wrong: (object: string, line: number) =>
      `The YAML of ${object} has an error in line ${line}: it is not applied, and this form shows what is.`,
    refused: (why: string) => `Nothing is applied, as the API server would refuse it: ${why}`,
    show: 'Show the YAML',
  },
  noForm: 'This kind has no form; see its YAML.',
  /** Why a text cannot be kept. */
  wrong: {
    port: ({ min, max }: Readonly<Record<'min' | 'max', number>>, found: string) =>
      `Expected a number from ${min} to ${max}${found}.`,
    found: (text: string) => `, found “${text}”`,
    labelWithoutValue: (line: string) => `“${line}” has no value: write key=value.`,
    required: 'Required value.',
    /** As `kubectl apply` prints it, behind the field. */
    invalid: (value: string | number, why: keyof typeof REFUSED_KEYS) =>
      `Invalid value: ${JSON.stringify(value)}: ${REFUSED_KEYS[why]}.`,
    labelTwice: (key: string) => `“${key}” is there twice.`,
  },
  text: {
    addressFamily: 'Address family',
    filter: (name: string) => `Filter ${name}`,
    filterExample: 'Filter lines, e.g. KUBE-SVC web',
    lines: (count: number) => `${count} lines`,
    found: (found: number, all: number) => `${found} of ${all}`,
    nothing: 'Nothing to print.',
    notFound: 'No line has these words.',
    isCut: (shown: number, found: number) => `The first ${shown} of ${found} lines are shown; filter for the others.`,
  },
  yaml: {
    onlyRead: 'As the cluster has it. It is not among the objects of this scenario, so it can only be read.',
    makesThisPod: (workload: string) => `${workload} makes this pod.`,
    yamlOf: (object: string) => `YAML of ${object}`,
    notApplied: 'YAML, not applied',
    pending: (object: string) => `What you wrote in the YAML of ${object} is not applied yet.`,
    showPending: 'Show it',
  },
};
