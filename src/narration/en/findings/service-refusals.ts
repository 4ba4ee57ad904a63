import type { ServiceRefusal, SpecialRange } from '../../../engine/objects.ts';

/** Why an address of the range cannot be one of a host, in the API server's words. */
export const SPECIAL_RANGES: Readonly<Record<SpecialRange, string>> = {
  UNSPECIFIED: 'may not be unspecified (0.0.0.0 or ::)',
  LOOPBACK: 'may not be in the loopback range (127.0.0.0/8, ::1/128)',
  LINK_LOCAL: 'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
  LINK_LOCAL_MULTICAST: 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
};

const LABEL_1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const LABEL_1123 =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** The field and what is wrong with it, as `kubectl apply` prints it: these words are the API server's own. */
export function refusalText(refusal: ServiceRefusal): string {
  switch (refusal.is) {
    case 'NAME':
      return `metadata.name: Invalid value: ${quote(refusal.name)}: ${refusal.relaxed ? LABEL_1123 : LABEL_1035}`;
    case 'NAME_TOO_LONG':
      return `metadata.name: Invalid value: ${quote(refusal.name)}: must be no more than 63 characters`;
    case 'PORTS_MISSING':
      return 'spec.ports: Required value';
    case 'PORT_NAME_MISSING':
      return `spec.ports[${refusal.index}].name: Required value`;
    case 'PORT_NAME':
      return `spec.ports[${refusal.index}].name: Invalid value: ${quote(refusal.name)}: ${LABEL_1123}`;
    case 'PORT_NAME_TWICE':
      return `spec.ports[${refusal.index}].name: Duplicate value: ${quote(refusal.name)}`;
    case 'PORT_TWICE':
      return `spec.ports[${refusal.index}]: Duplicate value: ${refusal.protocol} port ${refusal.port}`;
    case 'SOURCE_RANGES':
      return "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'";
    case 'EXTERNAL_POLICY':
      return `spec.externalTrafficPolicy: Invalid value: ${quote(refusal.policy)}: may only be set for externally-accessible services`;
    case 'HEALTH_CHECK_PORT':
      return `spec.healthCheckNodePort: Invalid value: ${refusal.port}: may only be set when \`type\` is 'LoadBalancer' and \`externalTrafficPolicy\` is 'Local'`;
    case 'NO_EXTERNAL_NAME':
      return 'spec.externalName: Required value';
    case 'EXTERNAL_NAME':
      return `spec.externalName: Invalid value: ${quote(refusal.name)}: ${SUBDOMAIN}`;
    default:
      return addressText(refusal);
  }
}

type AddressRefusal = Extract<
  ServiceRefusal,
  {
    readonly is:
      | 'NODE_PORT_OF_CLUSTER_IP'
      | 'NODE_PORT_RANGE'
      | 'CLUSTER_IP_RANGE'
      | 'CLUSTER_IP_UNSET'
      | 'CLUSTER_IP_ALLOCATED'
      | 'NODE_PORT_ALLOCATED'
      | 'NONE_FOR_TYPE'
      | 'SPECIAL_IP'
      | 'FAMILY_POLICY'
      | 'FAMILY_NOT_CONFIGURED'
      | 'DUAL_STACK_NOT_CONFIGURED';
  }
>;

function addressText(refusal: AddressRefusal): string {
  switch (refusal.is) {
    case 'NODE_PORT_OF_CLUSTER_IP':
      return `spec.ports[${refusal.index}].nodePort: Forbidden: may not be used when \`type\` is 'ClusterIP'`;
    case 'NODE_PORT_RANGE':
      return `spec.ports[${refusal.index}].nodePort: Invalid value: ${refusal.nodePort}: provided port is not in the valid range. The range of valid ports is ${refusal.range.from}-${refusal.range.to}`;
    case 'CLUSTER_IP_RANGE': {
      const { ip, ranges, newer } = refusal;
      const why = newer
        ? 'the provided network does not match the current range'
        : `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${ranges.join(', ')}`;
      return `spec.clusterIPs: Invalid value: ["${ip}"]: failed to allocate IP ${ip}: ${why}`;
    }
    case 'CLUSTER_IP_ALLOCATED':
      return `spec.clusterIPs: Invalid value: ["${refusal.ip}"]: failed to allocate IP ${refusal.ip}: provided IP is already allocated`;
    case 'NODE_PORT_ALLOCATED':
      return `spec.ports[${refusal.index}].nodePort: Invalid value: ${refusal.port}: provided port is already allocated`;
    case 'CLUSTER_IP_UNSET':
      return `spec.clusterIPs: Invalid value: ${JSON.stringify(refusal.clusterIPs)}: must be empty when \`clusterIP\` is not specified`;
    case 'NONE_FOR_TYPE':
      return `spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for ${refusal.type} services`;
    case 'SPECIAL_IP':
      return `spec.externalIPs[${refusal.index}]: Invalid value: ${quote(refusal.ip)}: ${SPECIAL_RANGES[refusal.range]}`;
    case 'FAMILY_POLICY': {
      const what = refusal.of === 'IPS' ? 'cluster IPs' : 'IP families';
      return `spec.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
    }
    case 'DUAL_STACK_NOT_CONFIGURED':
      return 'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services';
    case 'FAMILY_NOT_CONFIGURED':
      return `spec.ipFamilies[${refusal.index}]: Invalid value: "IPv${refusal.family}": not configured on this cluster`;
  }
}

const quote = (text: string): string => JSON.stringify(text);
