import type { CauseCode } from '../../../engine/outcomes.ts';

/** What helps against a cause where the walk knows no change that would repair it. */
export const WHAT_TO_DO: Readonly<Record<CauseCode, string>> = {
  SERVICE_HAS_NO_ENDPOINTS:
    'Give the Service a selector that pods have and a port that they open, or an EndpointSlice; scale up what makes its pods.',
  SERVICE_NOT_PROXIED: 'Remove the label, or run the proxy that the label leaves it to.',
  SERVICE_SELECTOR_MATCHES_NOTHING: 'Compare the selector with the labels of the pods, or start pods that have them.',
  NO_READY_ENDPOINTS: 'Find out why the pods are not ready: their readinessProbe, their events and their log tell.',
  NO_LOCAL_ENDPOINTS: 'Run a pod on every node that receives traffic, or set the traffic policy to Cluster.',
  SOURCE_RANGE_NOT_ALLOWED: 'Add the client’s address to loadBalancerSourceRanges.',
  NOTHING_LISTENS: 'Call a port on which a process listens, or make one listen on this port.',
  LISTENS_ON_OTHER_ADDRESS: 'Let the process listen at every address: 0.0.0.0, or :: for both families.',
  CONTAINER_DOWN: 'Start the container again, and find out from its log why it stopped.',
  PORT_NOT_IN_SERVICE: 'Call a port that the Service has, or add this one to its ports.',
  NAME_NOT_FOUND: 'Check the spelling and the namespace: from another namespace a Service is called NAME.NAMESPACE.',
  DNS_UNREACHABLE: 'Repair the way to the name server first: its Service, its pods, and the policies on both ends.',
  POD_NOT_RUNNING: 'Find out why the pods do not run: their state and their events tell.',
  NO_ROUTE: 'Call an address to which there is a route, or add a route where the packet ends.',
  ADDRESS_NOT_PUBLIC: 'Call a public address: that of a load balancer, or a node’s ExternalIP.',
  POD_NETWORK_NOT_ROUTED:
    'Let the load balancer send to nodes (target type instance, no network endpoint groups), with a Service that has a node port; or give pods addresses of the network itself (VPC CNI, VPC-native).',
  SOURCE_NOT_PUBLIC:
    'Let the nodes masquerade what leaves the network (on EKS: AWS_VPC_K8S_CNI_EXTERNALSNAT=false), or put them into private subnets behind a NAT gateway. With IPv6: give the nodes global addresses.',
  FIREWALL_CLOSED: 'Open the port in the firewall, or put a Service of type LoadBalancer in front.',
  PORT_NOT_PUBLISHED:
    'Map the port when the cluster is made, or lead one there for the moment: `kubectl port-forward`.',
  ADDRESS_NOT_ON_MACHINE: 'Call a port of the machine that leads there, or lead one there: `kubectl port-forward`.',
  ADDRESS_UNUSED: 'Call the Service by its name: addresses of pods change with every new pod.',
  NO_ADDRESS_OF_FAMILY: 'Call an address of a family that the client has, or give the cluster both families.',
  INGRESS_NOT_SERVED: 'Run a controller for the class, or name a class that one serves.',
  INGRESS_NO_MATCH: 'Call a host and path that a rule has, or add a rule or a defaultBackend.',
  INGRESS_BACKEND_NOT_FOUND: 'Name a Service of the same namespace, or create the one that is named.',
  INGRESS_BACKEND_PORT_NOT_FOUND: 'Name a port of the Service, not of the container, or give the Service that port.',
  INBOUND_RANGE_NOT_ALLOWED: 'Add the client’s address to inbound-cidrs, or to inboundCIDRs of the class.',
  HEALTH_CHECK_FAILS: 'Have the BackendConfig ask at a port and path where the pods answer 200.',
  INGRESS_ANSWERS_ITSELF: 'Call a path that leads to a Service, or change the action.',
  INGRESS_REFUSES_ADDRESS:
    'Add the address that the controller sees to its list, or let the client’s own get there: externalTrafficPolicy Local, or the PROXY protocol.',
  INGRESS_ASKS_FOR_PROOF:
    'Send what is asked for: an Authorization header, the cookie of a login, or a client certificate.',
  INGRESS_BACKEND_PROTOCOL:
    'Let the annotation backend-protocol say what the port speaks, or call a port that speaks the other.',
  INGRESS_ANNOTATION_INVALID: 'Correct the annotation, or remove it.',
  INGRESS_PROXY_PROTOCOL:
    'Let both sides agree: use-proxy-protocol of the controller and the annotation of its load balancer. Inside the cluster call the Service by its name.',
  INGRESS_NO_ENDPOINTS: 'Give the Service behind the rule a pod that is ready.',
  GATEWAY_NOT_SERVED: 'Run a controller for the GatewayClass, or name a class that one serves.',
  GATEWAY_NO_LISTENER: 'Call a port and a hostname that a listener has, or add a listener.',
  GATEWAY_LISTENER_INVALID: 'Give each listener of one port a hostname of its own, and a certificate that exists.',
  GATEWAY_MISDIRECTED: 'Open a connection for each host: the TLS server name has to be the host that is asked for.',
  GATEWAY_BACKEND_NOT_FOUND: 'Name a Service and a port that it has.',
  GATEWAY_NO_ENDPOINTS: 'Give the Service behind the rule a pod that is ready.',
  OPENSHIFT_ROUTE_NOT_SERVED: 'Give the routers a Service of type LoadBalancer, or their hosts’ network.',
  OPENSHIFT_ROUTE_NO_MATCH:
    'Call a host and path that a Route has, with https where it has tls, or let it redirect (insecureEdgeTerminationPolicy).',
  OPENSHIFT_ROUTE_NO_BACKENDS:
    'Let the Route name a Service of its namespace, and in targetPort the name of a port of it or the number in its pods.',
  OPENSHIFT_ROUTE_NO_ENDPOINTS: 'Give the Service of the Route a pod that is ready.',
  ROUTE_NOT_ATTACHED: 'Name the Gateway in parentRefs, and let its listener allow the route’s namespace and hostname.',
  ROUTE_NO_MATCH: 'Send what a rule matches, or attach a route with a rule for this.',
  ROUTE_HAS_NO_BACKENDS: 'Give the rule a backendRef whose weight is more than 0.',
  REFERENCE_NOT_GRANTED: 'Add a ReferenceGrant to the namespace that the reference leads to.',
  STALE_ENDPOINTS:
    'Let containers sleep in preStop until every node’s kube-proxy has synced. Until then clients try again.',
  NOT_LISTENING_YET: 'Give the container a readinessProbe: it is ready once it listens.',
  FAILURE_NOT_NOTICED: 'Give the container a readinessProbe, or a shorter period to the one it has.',
  NODE_DOWN:
    'Delete the pods on the node, and their endpoints go at once; else wait until it counts as not ready. Until then clients reach replicas on other nodes by trying again.',
  POLICY_DENIES_INGRESS: 'Allow it in a policy that selects the destination: policies only ever add.',
  POLICY_DENIES_EGRESS: 'Allow it in a policy that selects the source: policies only ever add.',
  ADMIN_POLICY_DENIES_INGRESS:
    'Change the rule, or let one before it allow the connection: the first that matches decides.',
  ADMIN_POLICY_DENIES_EGRESS:
    'Change the rule, or let one before it allow the connection: the first that matches decides.',
  MESH_DEMANDS_MUTUAL_TLS:
    'Give the client a proxy of the mesh and let it call the Service by its name, or let the PeerAuthentication say PERMISSIVE.',
  MESH_REFUSES:
    'Let a rule of an AuthorizationPolicy with action ALLOW be for the client and what it asks, and none with DENY.',
  MESH_SERVER_SPEAKS_PLAIN:
    'Take the mode out of the DestinationRule: proxies find out by themselves who speaks mutual TLS.',
  PROXY_LOOP: 'Let one of the rules lead to a Service whose pods serve the request themselves.',
  LOAD_BALANCER_HAIRPIN: 'Inside the cluster call the Service by its name.',
  LOAD_BALANCER_PENDING: 'Give the Service an address that a pool has and that is free, or let it ask for none.',
  NO_HEALTHY_TARGET:
    'Let its health check succeed: a node that may be a target, with an endpoint where the policy is Local.',
  ADDRESS_NOT_ANNOUNCED: 'Let a node announce the address: an advertisement for its pool that selects nodes which may.',
  MTU_EXCEEDED: 'Send smaller packets, or set the same MTU on all devices of the way.',
  TTL_EXPIRED: 'Look for two hosts whose routes for the address lead to each other.',
  LOOPBACK_LEFT_HOST: 'Call an address that others can reach: 127.0.0.1 is every host’s own.',
  MARTIAN_SOURCE: 'Let the sender use an address of its own, not one of the host that receives.',
  ANSWER_NOT_SEEN:
    'Send the packets straight to the node that answers, or let answers go back by the node that they came in by: its masquerade, or routes of both directions over one host.',
  RULE_DROPPED: 'Find on the node which program wrote the rule, and change it there.',
};
