import type { CheckDetails } from '../../../manifests/checks/check-details.ts';
import type { Sentences } from '../../sentences.ts';
import { SPECIAL_RANGES } from '../findings/service-refusals.ts';
import { NAME_FORMS } from './names.ts';
import { refusedValueText } from './refused-values.ts';

const quoted = (text: string): string => JSON.stringify(text);

/** What an API server says is `why` a value cannot be. */
const invalid = (value: string, why: string): string => `Invalid value: ${quoted(value)}: ${why}.`;

const twice = ({ name }: { readonly name: string }): string => `Duplicate value: ${quoted(name)}.`;

function unsupported({ found, supported }: CheckDetails['PATH_TYPE_UNKNOWN']): string {
  return `Unsupported value: ${quoted(found)}: supported values: ${supported.map(quoted).join(', ')}.`;
}

/** What is wrong with a field, behind its path; the words are the API server's where it has some. */
export const CHECK_PROBLEMS: Sentences<Omit<CheckDetails, 'UNKNOWN_FIELD' | 'UNKNOWN_VERSION'>> = {
  VERSION_REMOVED: ({ kind, apiVersion, since, now }) =>
    `no matches for kind "${kind}" in version "${apiVersion}": Kubernetes ${since} and later do not serve it. Write ${now}; it is read all the same.`,
  NOT_NAMESPACED: ({ kind }) => `a ${kind} lives in no namespace; it is left out.`,
  VALUE_REFUSED: refusedValueText,
  OWNER_IS_ITSELF: () => 'an object cannot own itself; who made it is not known.',
  TWO_CONTROLLERS: ({ first, second }) =>
    `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${second}.`,
  CONTAINERS_MISSING: () => 'Required value.',
  DUPLICATE_CONTAINER: twice,
  DUPLICATE_LISTENER: twice,
  INVALID_CLUSTER_IP: ({ clusterIP }) => `Invalid value: "${clusterIP}": expected an address of one Service.`,
  CLUSTER_IPS_DIFFER: ({ first }) => invalid(first, 'first value must match `clusterIP`'),
  POD_CIDRS_DIFFER: ({ podCIDR }) =>
    `the first is not the podCIDR, ${quoted(podCIDR)}: the API server takes that one alone.`,
  POD_CIDRS_OF_ONE_FAMILY: () => 'may specify no more than one CIDR for each IP family.',
  POD_CIDR_TOO_WIDE: ({ cidr }) => `${cidr} is every address: the node takes all others for its pods.`,
  POD_CIDR_TOO_NARROW: ({ cidr }) =>
    `${cidr} leaves no address for a pod, as the first ones are those of the network and of the node.`,
  ADDRESS_TYPE_UNKNOWN: unsupported,
  NODE_ADDRESS_MISSING: ({ is }) =>
    `there is no InternalIP: an address is assumed${is === 'NO_ADDRESSES' ? '' : ", and nobody knows whether it is the node's"}.`,
  PATH_TYPE_MISSING: () => 'Required value: pathType must be specified; it is taken as ImplementationSpecific.',
  PATH_TYPE_UNKNOWN: unsupported,
  PATH_NOT_ABSOLUTE: ({ path }) => invalid(path, 'must be an absolute path'),
  INVALID_HOST: ({ is, host }) =>
    invalid(host, is === 'ADDRESS' ? 'must be a DNS name, not an IP address' : NAME_FORMS.SUBDOMAIN),
  SPECIAL_ADDRESS: ({ address, range }) => invalid(address, SPECIAL_RANGES[range]),
  ADDRESS_OF_OTHER_FAMILY: ({ address, family }) => invalid(address, `must be a valid IPv${family} address`),
  CIDR_AMBIGUOUS: ({ written, cidr, alone }) =>
    `CIDR value ${quoted(written)} is ambiguous in this context (should be "${cidr}" or "${alone}"?); ${cidr} is taken.`,
};
