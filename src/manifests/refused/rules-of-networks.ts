import { isRecord, readWrittenCidr, recordOf } from '../../engine/text.ts';
import { wrongPortName } from './port-name.ts';
import { DNS_SUBDOMAIN } from './refuse.ts';
import { selecting } from './rules-of-pods.ts';
import { isNothing, type Place, type TypeRule } from './rule.ts';

// Kubernetes v1.35 pkg/apis/networking/validation, pkg/apis/core/validation

const LAST_PORT = 65_535;

/** // validateServicePort: what a port of a pod is called or numbered */
const servicePort: TypeRule = ({ targetPort }, { path, refuse }) => {
  const at = [...path, 'targetPort'];
  if (typeof targetPort === 'string' && targetPort !== '') {
    const why = wrongPortName(targetPort);
    if (why !== undefined) refuse(at, { is: 'INVALID', value: targetPort, why });
  } else if (typeof targetPort === 'number' && (targetPort < 0 || targetPort > LAST_PORT))
    refuse(at, { is: 'INVALID', value: targetPort, why: 'PORT_RANGE' });
};

const LONGEST_AFFINITY = 86_400;

/** // validateAffinityTimeout */
const clientIP: TypeRule = ({ timeoutSeconds }, { path, refuse }) => {
  if (typeof timeoutSeconds === 'number' && (timeoutSeconds <= 0 || timeoutSeconds > LONGEST_AFFINITY))
    refuse([...path, 'timeoutSeconds'], { is: 'INVALID', value: timeoutSeconds, why: 'AFFINITY_TIMEOUT' });
};

const SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const SUFFIXES = ['/..', '/.'];

/** // validateHTTPIngressPath */
const ingressPath: TypeRule = ({ path: given, pathType, backend }, { path, refuse, missing }) => {
  const at = [...path, 'path'];
  if (isNothing(backend)) missing([...path, 'backend'], { is: 'INVALID', value: '', why: 'BACKEND_MISSING' });
  if (pathType !== 'Exact' && pathType !== 'Prefix') return;
  if (given === undefined || given === null) refuse(at, { is: 'INVALID', value: '', why: 'ABSOLUTE' });
  if (typeof given !== 'string') return;
  for (const text of SEQUENCES)
    if (given.includes(text)) refuse(at, { is: 'INVALID_BY', value: given, why: 'CONTAINS', of: [text] });
  for (const text of SUFFIXES)
    if (given.endsWith(text)) refuse(at, { is: 'INVALID_BY', value: given, why: 'ENDS_WITH', of: [text] });
};

/** // validateIngressBackend */
const ingressBackend: TypeRule = ({ service, resource }, { path, refuse, missing }) => {
  if (isRecord(service) && isRecord(resource)) refuse(path, { is: 'INVALID', value: '', why: 'TWO_BACKENDS' });
  if (!isRecord(service)) {
    if (!isRecord(resource)) missing(path, { is: 'INVALID', value: '', why: 'BACKEND_MISSING' });
    return;
  }
  const { port } = service;
  const { name: called, number } = recordOf(port);
  const isUnnumbered = number === undefined || number === null || number === 0;
  if (isNothing(called) && isUnnumbered) missing(path, { is: 'REQUIRED', why: 'PORT_NAME_OR_NUMBER' });
  const why = typeof called === 'string' && called !== '' && isUnnumbered ? wrongPortName(called) : undefined;
  if (typeof called === 'string' && why !== undefined)
    refuse([...path, 'service', 'port', 'name'], { is: 'INVALID', value: called, why });
};

const WILDCARD = /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** // validateIngressTLS */
const ingressTls: TypeRule = ({ hosts }, { path, refuse }) => {
  for (const [index, host] of Array.isArray(hosts) ? (hosts as readonly unknown[]).entries() : []) {
    if (typeof host !== 'string') continue;
    const isWild = host.includes('*');
    if (!(isWild ? WILDCARD : DNS_SUBDOMAIN).test(host))
      refuse([...path, 'hosts', index], { is: 'INVALID', value: host, why: isWild ? 'WILDCARD' : 'DNS_SUBDOMAIN' });
  }
};

/** // ValidateNetworkPolicyPeer */
const peer: TypeRule = ({ podSelector, namespaceSelector, ipBlock }, { path, refuse, missing }) => {
  const selects = [podSelector, namespaceSelector].some(isRecord);
  if (!selects && !isRecord(ipBlock)) missing(path, { is: 'REQUIRED', why: 'PEER' });
  if (selects && isRecord(ipBlock)) refuse(path, { is: 'FORBIDDEN', why: 'BLOCK_AND_PEER' });
};

/** // ValidateNetworkPolicyPort */
const policyPort: TypeRule = ({ port, endPort }, { path, refuse }) => {
  if (typeof port === 'string' && port !== '') {
    const why = wrongPortName(port);
    if (why !== undefined) refuse([...path, 'port'], { is: 'INVALID', value: port, why });
  }
  if (typeof endPort !== 'number') return;
  const at = [...path, 'endPort'];
  if (isNothing(port)) refuse(at, { is: 'INVALID', value: endPort, why: 'END_PORT_ALONE' });
  else if (typeof port === 'string') refuse(at, { is: 'INVALID', value: endPort, why: 'END_PORT_OF_NAME' });
  else if (typeof port === 'number' && endPort < port) refuse(at, { is: 'INVALID', value: port, why: 'END_PORT_LESS' });
};

/** // ValidateIPBlock, IsValidCIDRForLegacyField */
const ipBlock: TypeRule = ({ cidr, except }, place) => {
  refusedCidr(cidr, { ...place, path: [...place.path, 'cidr'] });
  for (const [index, each] of Array.isArray(except) ? (except as readonly unknown[]).entries() : [])
    refusedCidr(each, { ...place, path: [...place.path, 'except', index] });
};

function refusedCidr(value: unknown, { path, refuse }: Place): void {
  if (typeof value === 'string' && value !== '' && readWrittenCidr(value) === undefined)
    refuse(path, { is: 'INVALID', value, why: 'CIDR' });
}

export const NETWORK_RULES: Readonly<Record<string, TypeRule>> = {
  'core.v1.ServicePort': servicePort,
  'core.v1.ClientIPConfig': clientIP,
  'core.v1.ServiceSpec': selecting('selector'),
  'networking.v1.HTTPIngressPath': ingressPath,
  'networking.v1.IngressBackend': ingressBackend,
  'networking.v1.IngressTLS': ingressTls,
  'networking.v1.NetworkPolicyPeer': peer,
  'networking.v1.NetworkPolicyPort': policyPort,
  'networking.v1.IPBlock': ipBlock,
};
