import { parseLenientIp } from '../../engine/text.ts';
import { wrongLabelKey, wrongLabelValue } from './labels.ts';
import { DNS_LABEL, DNS_SUBDOMAIN } from './refuse.ts';
import type { InvalidReason } from './value-refusal.ts';

/** Why a text is not of a form; undefined: it is. */
type Form = (text: string) => InvalidReason | undefined;

const CONFIG_KEY = /^(?!\.{1,2}$)[-._a-zA-Z0-9]{1,253}$/;

const label: Form = (text) => (DNS_LABEL.test(text) ? undefined : 'DNS_LABEL');
const subdomain: Form = (text) => (DNS_SUBDOMAIN.test(text) ? undefined : 'DNS_SUBDOMAIN');
const configKey: Form = (text) => (CONFIG_KEY.test(text) ? undefined : 'CONFIG_KEY');
const address: Form = (text) => (parseLenientIp(text) === undefined ? 'IP' : undefined);

/** By form: fields whose texts have it. // Kubernetes v1.35 pkg/apis/{core,apps,discovery,networking}/validation */
const FIELDS: readonly (readonly [Form, string])[] = [
  [
    label,
    'core.v1.Volume.name apps.v1.StatefulSetSpec.serviceName core.v1.EndpointPort.name discovery.v1.Endpoint.hostname discovery.v1.EndpointPort.name networking.v1.IngressServiceBackend.name',
  ],
  [
    subdomain,
    'core.v1.PodSpec.serviceAccountName core.v1.PodSpec.nodeName core.v1.PodSpec.priorityClassName core.v1.PodSpec.runtimeClassName core.v1.ConfigMapKeySelector.name core.v1.SecretKeySelector.name core.v1.ConfigMapEnvSource.name core.v1.SecretEnvSource.name core.v1.PersistentVolumeClaimSpec.storageClassName core.v1.EndpointAddress.nodeName discovery.v1.Endpoint.nodeName networking.v1.IngressSpec.ingressClassName networking.v1.IngressTLS.secretName core.v1.HostAlias.hostnames',
  ],
  [
    wrongLabelKey,
    'core.v1.PodReadinessGate.conditionType core.v1.Toleration.key core.v1.NodeSelectorRequirement.key meta.v1.LabelSelectorRequirement.key core.v1.PodAffinityTerm.topologyKey core.v1.ServicePort.appProtocol core.v1.Taint.key',
  ],
  [wrongLabelValue, 'core.v1.Toleration.value core.v1.Taint.value discovery.v1.ForZone.name'],
  [configKey, 'core.v1.ConfigMapKeySelector.key core.v1.SecretKeySelector.key'],
  [address, 'core.v1.PodDNSConfig.nameservers core.v1.HostAlias.ip'],
];

export const FORM_OF: ReadonlyMap<string, Form> = new Map(
  FIELDS.flatMap(([form, fields]) => fields.split(' ').map((field) => [field, form] as const)),
);

/** Why a text in a field, "TYPE.NAME", or in its list, is none that it takes; undefined: it is, or is no text. */
export function wrongForm(key: string, text: unknown): InvalidReason | undefined {
  return typeof text === 'string' && text !== '' ? FORM_OF.get(key)?.(text) : undefined;
}

/** Required by the validation, and not by what is published. */
export const ALSO_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'core.v1.ConfigMapKeySelector': ['name'],
  'core.v1.SecretKeySelector': ['name'],
  'core.v1.ConfigMapEnvSource': ['name'],
  'core.v1.SecretEnvSource': ['name'],
  'core.v1.ConfigMapVolumeSource': ['name'],
  'core.v1.SecretVolumeSource': ['secretName'],
  'core.v1.PodDNSConfigOption': ['name'],
  'core.v1.PersistentVolumeClaimSpec': ['accessModes'],
};
