// Codes of what the controllers assume. Findings carry their codes where they are made.

/** No Node objects: they come from the pods' nodeName, or are made up. */
export const NODES_ASSUMED = 'NODES_ASSUMED';
/** A Node without an InternalIP. */
export const NODE_ADDRESS_ASSUMED = 'NODE_ADDRESS_ASSUMED';
/** A CNI that has no program here: the bridge stands in for it. */
export const CNI_REPLACED = 'CNI_REPLACED';
/** The CNI that the nodes' cloud usually has. */
export const CNI_ASSUMED = 'CNI_ASSUMED';
export const POD_CIDR_ASSUMED = 'POD_CIDR_ASSUMED';
export const SERVICE_CIDR_ASSUMED = 'SERVICE_CIDR_ASSUMED';
/** A Service without a clusterIP. */
export const CLUSTER_IP_ASSUMED = 'CLUSTER_IP_ASSUMED';
/** A Service without a nodePort that has one all the same. */
export const NODE_PORT_ASSUMED = 'NODE_PORT_ASSUMED';
export const LOAD_BALANCER_ADDRESS_ASSUMED = 'LOAD_BALANCER_ADDRESS_ASSUMED';
export const INGRESS_CONTROLLER_ASSUMED = 'INGRESS_CONTROLLER_ASSUMED';
export const CLUSTER_DNS_ASSUMED = 'CLUSTER_DNS_ASSUMED';
export const GATEWAY_CONTROLLER_ASSUMED = 'GATEWAY_CONTROLLER_ASSUMED';
