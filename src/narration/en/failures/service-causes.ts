import { refusalText } from '../findings/service-refusals.ts';
import { pendingText } from '../findings/pending.ts';
import { formatEndpoint, type Port, type Protocol } from '../../../engine/packets.ts';
import type { Behind, CauseDetails, UnreadyPod } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { whyStopped } from '../phrases/container-reason.ts';
import { labelsText, placeOf, podName, portsText, serviceName } from '../phrases/names.ts';

type OfServices = Pick<
  CauseDetails,
  | 'SERVICE_HAS_NO_ENDPOINTS'
  | 'SERVICE_NOT_PROXIED'
  | 'SERVICE_SELECTOR_MATCHES_NOTHING'
  | 'NO_READY_ENDPOINTS'
  | 'NO_LOCAL_ENDPOINTS'
  | 'SOURCE_RANGE_NOT_ALLOWED'
  | 'LISTENS_ON_OTHER_ADDRESS'
  | 'NOTHING_LISTENS'
  | 'CONTAINER_DOWN'
  | 'PORT_NOT_IN_SERVICE'
  | 'POD_NOT_RUNNING'
>;

/** Of Services, what stands behind them and what listens there. */
export const SERVICE_CAUSES: Sentences<OfServices> = {
  SERVICE_HAS_NO_ENDPOINTS: (detail) => {
    switch (detail.is) {
      case 'NOTHING_BEHIND':
        return empty(
          detail,
          `${serviceName(detail.service)} has no selector, no EndpointSlice and no Endpoints: nothing stands behind it.`,
        );
      case 'REFUSED':
        return `There is no ${serviceName(detail.service)}, as the API server refuses it as it is written: ${refusalText(detail.refusal)}`;
      case 'NOT_LABELLED':
        return empty(
          detail,
          `${serviceName(detail.service)} has no selector, and EndpointSlice ${detail.slice} does not say that it is for it: the label ${detail.label} does, not the name.`,
        );
      case 'NOT_MIRRORED':
        return empty(
          detail,
          `Endpoints ${detail.endpoints} of ${serviceName(detail.service)} have ${detail.by}, so that no EndpointSlice is made of them (${detail.by.endsWith('leader') ? 'they are of a leader election' : 'they ask not to be mirrored'}), and kube-proxy reads nothing else: nothing stands behind the Service.`,
        );
      case 'NAMES_ONLY':
        return empty(
          detail,
          `EndpointSlice ${detail.slice} of ${serviceName(detail.service)} has addressType FQDN: kube-proxy sends to addresses and resolves no names, so nothing stands behind the Service. A Service of type ExternalName, or a slice of addresses, would do.`,
        );
      case 'LOOPBACK':
        return empty(
          detail,
          `${detail.given.kind} ${detail.given.name} of ${serviceName(detail.service)} says ${detail.ip}, which every machine and every pod has for itself alone: a node sends nothing there, and the API server refuses such an endpoint. State the address that the process has in the network.`,
        );
      case 'MACHINE_STOPPED':
        return empty(
          detail,
          `${serviceName(detail.service)} has no endpoint: VirtualMachine ${detail.machine}, which it selects, does not run (${detail.told === '' ? 'it has no runStrategy' : `${detail.field}: ${detail.told}`}${detail.status === undefined ? '' : `; it is ${detail.status}`}).`,
        );
      case 'SCALED_TO_NONE':
        return empty(
          detail,
          `${serviceName(detail.service)} has no endpoint: ${detail.workload.kind} ${detail.workload.name}, whose pods it selects, is scaled to 0.`,
        );
      case 'WORKLOAD_REFUSED':
        return empty(
          detail,
          `${serviceName(detail.service)} has no endpoint: ${detail.workload.kind} ${detail.workload.name}, whose pods it selects, is refused by the API server, as its selector does not match the labels of its own template.`,
        );
      case 'NO_ADDRESS_OF_FAMILY':
        return empty(
          detail,
          `The pods that ${serviceName(detail.service)} selects have no address of family IPv${detail.family} (${detail.pod}: ${detail.ips.join(', ')}).`,
        );
      case 'PORT_NAMES': {
        const { service, port, given } = detail;
        return empty(
          detail,
          `The port of ${serviceName(service)} ${called(port)}, and that of ${given.kind} ${given.name} ${called(given.port)}: they belong together by name, so nothing stands behind the Service’s.`,
        );
      }
      case 'PORT_PROTOCOLS': {
        const { service, port, protocol, given } = detail;
        return empty(
          detail,
          `The port ${port === '' ? '' : `${port} `}of ${serviceName(service)} is ${protocol}, and that of ${given.kind} ${given.name} ${given.protocol}: they belong together by name and protocol, so nothing stands behind the Service’s.`,
        );
      }
      case 'NAMED_PORT': {
        const { service, protocol, port, has } = detail;
        const lacking = has === undefined ? 'which its pods do not have' : `which its pods have for ${has} only`;
        return empty(
          detail,
          `${serviceName(service)} sends ${protocol} to the container port named ${port}, ${lacking}.`,
        );
      }
      case 'NOT_EXPLAINED':
        return 'The Service has no endpoint.';
    }
  },
  SERVICE_NOT_PROXIED: ({ service, label, behind }) => {
    const holder =
      behind === undefined ? serviceName(service) : `${behind.kind} ${behind.name} of ${serviceName(service)}`;
    return `${holder} has the label ${label}: kube-proxy leaves what has it to somebody else, so no node has rules for it.`;
  },
  SERVICE_SELECTOR_MATCHES_NOTHING: (detail) =>
    empty(
      detail,
      `The selector ${labelsText(detail.selector)} of ${serviceName(detail.service)} matches no pod in namespace ${detail.service.namespace}.`,
    ),
  NO_READY_ENDPOINTS: (detail) => {
    const { service, endpoints, pod } = detail;
    const count = endpoints === 1 ? 'one endpoint, which is not ready' : `${endpoints} endpoints, none of them ready`;
    const why = pod === undefined ? '' : ` (${pod.name}: ${unreadyText(pod)})`;
    return empty(detail, `${serviceName(service)} has ${count}${why}.`);
  },
  NO_LOCAL_ENDPOINTS: ({ service, field, node }) =>
    `${serviceName(service)} has ${field} Local, and node ${node} has no ready endpoint of its own.`,
  SOURCE_RANGE_NOT_ALLOWED: ({ service, ranges, ip }) =>
    `${serviceName(service)} accepts ${ranges.join(', ')} only, and ${ip} is not among them.`,
  LISTENS_ON_OTHER_ADDRESS: ({ container, pod, protocol, port, ip, host, setting }) => {
    const told = `Container ${container} of ${podName(pod)} is told to listen on ${host} (${setting})`;
    const only = /^(127\.|localhost$|::1$)/.test(host) ? ', where only the pod itself reaches it' : '';
    return `${told}${only}: nothing listens on ${protocol} ${formatEndpoint(ip, port)}.`;
  },
  NOTHING_LISTENS: (detail) => {
    const { protocol, port } = detail;
    switch (detail.is) {
      case 'IN_POD': {
        const { pod, ip, listens, headless } = detail;
        const hint =
          headless === undefined
            ? ''
            : ` ${serviceName(headless.service)} is headless: nobody translates its port ${headless.port} into the pod’s ${headless.podPort}.`;
        return `Nothing in ${podName(pod)} listens on ${protocol} ${formatEndpoint(ip, port)}; it listens on ${listening(protocol, listens)}${toldText(detail.told)}.${hint}`;
      }
      case 'TARGET_PORT':
        return `${serviceName(detail.service)} sends to targetPort ${port}, but pod ${detail.pod} listens on ${listening(protocol, detail.listens)}${toldText(detail.told)}.`;
      case 'AT_PLACE': {
        const { place, unserved, elsewhere } = detail;
        const nothing = `Nothing on ${placeOf(place)} listens on ${protocol} port ${port}.`;
        if (unserved !== undefined) {
          const { service, proxyMode, ip } = unserved;
          return `${nothing} It is the node port of ${serviceName(service)}, which kube-proxy in ${proxyMode} mode does not serve at ${ip}.`;
        }
        if (elsewhere === undefined) return nothing;
        const { service, nodePort } = elsewhere;
        return `${nothing} ${serviceName(service)} has its port ${port} at node port ${nodePort}.`;
      }
    }
  },
  CONTAINER_DOWN: ({ pod, container, state, reason, port }) =>
    `Container ${container} of ${podName(pod)} is ${state}${whyStopped(reason)}, so nothing listens on port ${port}.`,
  PORT_NOT_IN_SERVICE: (detail) => {
    const name = serviceName(detail.service);
    switch (detail.is) {
      case 'NO_PORT':
        return `${name} has no ${detail.protocol} port ${detail.port}; it has ${portsText(detail.has)}.`;
      case 'NO_INTERFACE':
        return `${detail.ip} is the clusterIP of ${name}: no interface has it, rules translate only its ports (${portsText(detail.has)}).`;
      case 'TAKEN_FOR_SERVICE': {
        const { ip, node, protocol, port, has } = detail;
        return `${ip} is the address of node ${node} and of ${name} too: in ipvs mode every node has it and takes what is sent there for the Service, which has no ${protocol} port ${port} (it has ${portsText(has)}).`;
      }
      case 'RETURNED': {
        const { place, ip, protocol, port } = detail;
        return `The packet came back to ${placeOf(place)}, which had sent it: ${ip} is routed to the nodes for ${name}, and no rule there takes ${protocol} port ${port}.`;
      }
    }
  },
  POD_NOT_RUNNING: (detail) => {
    const { service, pod, phase, pendingReason } = detail;
    return empty(
      detail,
      `The pods that ${serviceName(service)} selects are not running (${pod}: ${pendingReason === undefined ? phase : pendingText(pendingReason)}).`,
    );
  },
};

/** The sentence, with what follows for a name that was looked up. */
function empty({ headless }: Behind, sentence: string): string {
  return headless === true ? `${sentence} The Service is headless, so its name has no address.` : sentence;
}

const called = (port: string | undefined): string => (port === undefined ? 'has no name' : `is called ${port}`);

const listening = (protocol: Protocol, ports: readonly Port[]): string =>
  ports.length === 0 ? `no ${protocol} port` : `${protocol} ${ports.join(', ')}`;

/** What keeps the pod from being ready. */
export function unreadyText(pod: UnreadyPod): string {
  switch (pod.is) {
    case 'TERMINATING':
      return 'it is terminating';
    case 'PROBED':
      return 'its readiness probe has not succeeded';
    case 'GATED':
      return `its containers are ready, but not its readiness gate ${pod.gates.join(', ')}`;
    case 'CONTAINER_DOWN':
      return `container ${pod.container} is ${pod.state}${whyStopped(pod.reason)}`;
  }
}

const toldText = (told: Extract<CauseDetails['NOTHING_LISTENS'], { readonly is: 'TARGET_PORT' }>['told']): string =>
  told === undefined ? '' : `, as container ${told.container} is told port ${told.port} (${told.setting})`;
