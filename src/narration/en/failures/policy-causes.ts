import { selectorText } from '../phrases/selectors.ts';
import { formatObjectRef, type LabelSelector, type Labels } from '../../../engine/objects.ts';
import type { NearRule, PeerMiss, PolicyCauseDetails, PortMiss } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { capitalized, labelsText, portsText } from '../phrases/names.ts';
import { connectionText, endText } from '../phrases/policies.ts';

type Direction = 'ingress' | 'egress';

/** Of policies that deny a connection. */
export const POLICY_CAUSES: Sentences<PolicyCauseDetails> = {
  POLICY_DENIES_INGRESS: (detail) => deniedByAll('ingress', detail),
  POLICY_DENIES_EGRESS: (detail) => deniedByAll('egress', detail),
  ADMIN_POLICY_DENIES_INGRESS: (detail) => deniedByRule('ingress', detail),
  ADMIN_POLICY_DENIES_EGRESS: (detail) => deniedByRule('egress', detail),
};

function deniedByRule(
  direction: Direction,
  { policy, own, peer, transport, rule, ruleName }: PolicyCauseDetails['ADMIN_POLICY_DENIES_INGRESS'],
): string {
  const name = ruleName === '' ? '' : ` ("${ruleName}")`;
  return `${formatObjectRef(policy)} selects ${endText(own)}, and its ${direction} rule ${rule + 1}${name} denies ${connectionText(direction, transport, peer)}.`;
}

function deniedByAll(
  direction: Direction,
  { policy, own, peer, transport, others, near, hidden }: PolicyCauseDetails['POLICY_DENIES_INGRESS'],
): string {
  const one = others.length === 0;
  const names = others.map(formatObjectRef).join(', ');
  const also = one ? '' : ` (so ${others.length === 1 ? 'does' : 'do'} ${names})`;
  const none = `${one ? 'It has' : 'They have'} no ${direction} rules at all.`;
  const sentences = [
    `${formatObjectRef(policy)} selects ${endText(own)}${also}, but no ${direction} rule of ${one ? 'it' : 'theirs'} allows ${connectionText(direction, transport, peer)}.`,
    near === undefined ? none : nearText(direction, near),
    ...(hidden === undefined
      ? []
      : [
          `The client, ${hidden.client}, is hidden behind this address, as the packet was masqueraded on its way${hidden.outside ? ' (externalTrafficPolicy Cluster does that)' : ''}.`,
        ]),
  ];
  return sentences.join(' ');
}

function nearText(direction: Direction, { rule, peer, ports }: NearRule): string {
  const label = `${capitalized(direction)} rule ${rule + 1}`;
  if (peer === undefined) return `${label} allows it, but only ${allowedPorts(ports ?? [])}.`;
  const port = ports === undefined ? '' : ` It also allows only ${allowedPorts(ports)}.`;
  return `${label} ${missText(peer)}.${port}`;
}

function missText(miss: PeerMiss): string {
  switch (miss.is) {
    case 'NAMES_NOBODY':
      return 'names nobody';
    case 'BLOCK': {
      const { cidr, except, ip } = miss;
      const without = except.length === 0 ? '' : ` except ${except.join(', ')}`;
      return `names ${cidr}${without}, which does not hold ${ip ?? 'the address'}`;
    }
    case 'BLOCK_OUTSIDE':
      return `names ${miss.cidr}, which holds ${miss.ip ?? 'the address'}, but Cilium matches no CIDR with pods and nodes, whom it knows by who they are`;
    case 'ENTITY':
      return `names the entity ${miss.entity}, and ${miss.ip ?? 'the peer'} is none of it`;
    case 'SERVICES':
      return `names Services, and ${miss.ip ?? 'the peer'} is behind none of them`;
    case 'NODES':
      return `names nodes with ${selectorText(miss.nodes)}`;
    case 'SIDE':
      return `asks for ${miss.says}, which ${miss.ip ?? 'the peer'} does not meet`;
    case 'MATCHES_NOBODY':
      return 'has a peer that matches nobody';
    case 'UNREADABLE':
      return 'has a peer that cannot be read';
    case 'PODS':
      return `names pods, and ${miss.ip ?? 'this address'} is none`;
    case 'OWN_NAMESPACE':
      return `means pods of its own namespace ${miss.namespace}, as it has no namespaceSelector; the pod is in ${miss.podNamespace}`;
    case 'POD_LABELS':
      return `wants pods with ${wantedText(miss.wanted)}; ${miss.pod ?? 'the pod'} has ${someLabels(miss.labels)}`;
    case 'NAMESPACE_LABELS': {
      const { wanted, namespace, labels, pods } = miss;
      const also = pods === undefined ? '' : `. It also wants pods with ${selectorText(pods)}`;
      return `wants namespaces with ${selectorText(wanted)}; ${namespace} has ${someLabels(labels)}${also}`;
    }
  }
}

const wantedText = (selector: LabelSelector | undefined): string =>
  selector === undefined ? '' : selectorText(selector);

const someLabels = (labels: Labels): string => labelsText(labels, ', ') || 'no labels';

/** "on TCP 80, UDP 53", with what the names stand for. */
function allowedPorts(ports: readonly PortMiss[]): string {
  return ports.length === 0 ? 'on no port at all' : `on ${ports.map(portText).join(', ')}`;
}

const LAST_PORT = 65_535;

function portText(port: PortMiss): string {
  if ('from' in port) {
    const { protocol, from, to } = port;
    return from === 1 && to === LAST_PORT ? protocol : `${protocol} ${from === to ? from : `${from}–${to}`}`;
  }
  const { name, protocol = '', stands } = port;
  return `${protocol} port ${name} (${stands.length === 0 ? 'which the pod does not have' : portsText(stands)})`.trim();
}
