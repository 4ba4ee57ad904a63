import type { CauseCode } from '../../../engine/outcomes.ts';

/** What each code means, in general; docs/causes.md lists them. */
export const CAUSE_MEANINGS: Readonly<Record<CauseCode, string>> = {
  SERVICE_HAS_NO_ENDPOINTS:
    'The Service has no endpoint: it has no selector, its pods lack the port or the address family, or their workload is scaled to 0.',
  SERVICE_NOT_PROXIED: 'A label of the Service, or of its EndpointSlice, takes it from kube-proxy.',
  SERVICE_SELECTOR_MATCHES_NOTHING: 'No pod of the namespace has the labels that the Service selects.',
  NO_READY_ENDPOINTS: 'The Service has endpoints, but none of them is ready.',
  NO_LOCAL_ENDPOINTS: 'The traffic policy is Local, and the node has no ready endpoint of the Service.',
  SOURCE_RANGE_NOT_ALLOWED: 'The client’s address is outside loadBalancerSourceRanges.',
  NOTHING_LISTENS: 'The packet arrived, and no process listens on its port.',
  LISTENS_ON_OTHER_ADDRESS:
    'A process listens on the port, but at another address than the one that was called: at 127.0.0.1 only the pod itself reaches it.',
  CONTAINER_DOWN: 'The container that would listen is stopped or failed.',
  PORT_NOT_IN_SERVICE: 'The Service was called on a port or protocol that it does not have.',
  NAME_NOT_FOUND: 'No name server that the client asks knows the name.',
  DNS_UNREACHABLE: 'A query to a name server got no answer.',
  POD_NOT_RUNNING: 'The pods that the Service selects are not running.',
  NO_ROUTE: 'A router or host on the way has no route to the address.',
  ADDRESS_NOT_PUBLIC: 'A client on the internet calls an address of the network that the cluster is in.',
  POD_NETWORK_NOT_ROUTED:
    'A load balancer in front of the cluster sends to pods by their addresses, which nobody outside of the nodes knows a way to.',
  SOURCE_NOT_PUBLIC: 'A packet to the internet has a private source address that nobody translates.',
  FIREWALL_CLOSED: 'The cloud lets nobody in from the internet there, as long as no rule of its firewall says so.',
  PORT_NOT_PUBLISHED:
    'The cluster runs on somebody’s own machine, and nothing leads from that port of it into the cluster.',
  ADDRESS_NOT_ON_MACHINE:
    'The cluster runs on somebody’s own machine, and the address means nothing there: it is one of a virtual machine, of the cluster alone, or nobody’s.',
  ADDRESS_UNUSED: 'Nobody has the address.',
  NO_ADDRESS_OF_FAMILY: 'Client and target have no address family in common.',
  INGRESS_NOT_SERVED: 'No controller serves the Ingress at an address the client could use.',
  INGRESS_NO_MATCH: 'No rule of any Ingress matches host and path, and there is no default backend: 404.',
  INGRESS_BACKEND_NOT_FOUND: 'The matching rule names a Service that does not exist: 503.',
  INGRESS_BACKEND_PORT_NOT_FOUND: 'The matching rule names a port that its Service does not have: 503.',
  INBOUND_RANGE_NOT_ALLOWED: 'The security group of an ALB does not let the client’s address in.',
  HEALTH_CHECK_FAILS: 'No target passes the health check of the cloud’s load balancer: 502.',
  INGRESS_ANSWERS_ITSELF: 'The Ingress has its load balancer answer an error by itself.',
  INGRESS_REFUSES_ADDRESS:
    'The Ingress, or its controller, lets only certain addresses in, and this is none of them: 403.',
  INGRESS_ASKS_FOR_PROOF: 'The Ingress lets nobody in who does not prove who they are: 401, without a certificate 400.',
  INGRESS_BACKEND_PROTOCOL:
    'The controller speaks another protocol to the backend than that does (TLS, plain HTTP, FastCGI): 400 or 502.',
  INGRESS_ANNOTATION_INVALID:
    'An annotation says nothing that the controller can use, so it serves none of the paths: 503.',
  INGRESS_PROXY_PROTOCOL:
    'The controller waits for the PROXY protocol and does not get it, or gets it and does not know it.',
  INGRESS_NO_ENDPOINTS: 'The backend’s Service has no ready endpoint: 503.',
  GATEWAY_NOT_SERVED: 'No controller serves the Gateway at an address the client could use.',
  GATEWAY_NO_LISTENER: 'The Gateway has no listener for the port, the protocol or the hostname.',
  GATEWAY_LISTENER_INVALID: 'The listener is not opened: it conflicts with another one, or its certificate is missing.',
  GATEWAY_MISDIRECTED: 'TLS was opened for the name of one listener, and the request is for a host of another: 421.',
  GATEWAY_BACKEND_NOT_FOUND: 'The matching rule names a Service or port that does not exist: 500.',
  GATEWAY_NO_ENDPOINTS: 'The backend’s Service has no ready endpoint: 503.',
  OPENSHIFT_ROUTE_NOT_SERVED: 'The routers of OpenShift have no address that the client could use.',
  OPENSHIFT_ROUTE_NO_MATCH: 'No Route of OpenShift takes the request: 503.',
  OPENSHIFT_ROUTE_NO_BACKENDS: 'The Route of OpenShift leads to no port that a pod has: 503.',
  OPENSHIFT_ROUTE_NO_ENDPOINTS: 'The Service of the Route has no ready endpoint: 503.',
  ROUTE_NOT_ATTACHED: 'A route would take the request, but the Gateway has not accepted it: 404.',
  ROUTE_NO_MATCH: 'No rule of any attached route matches the request: 404.',
  ROUTE_HAS_NO_BACKENDS: 'The matching rule has no backend that gets requests: 500.',
  REFERENCE_NOT_GRANTED: 'A reference leads to another namespace, and no ReferenceGrant there allows it.',
  STALE_ENDPOINTS: 'A node’s rules still send to a pod that has stopped: its kube-proxy has not heard of it yet.',
  NOT_LISTENING_YET: 'The pod counts as ready, and its process does not listen yet.',
  FAILURE_NOT_NOTICED: 'The application has failed, and no probe has told so yet.',
  NODE_DOWN: 'The node does not answer: what is sent to it, or from it, is lost.',
  POLICY_DENIES_INGRESS:
    'NetworkPolicies select the destination, and none of their ingress rules allows the connection.',
  POLICY_DENIES_EGRESS: 'NetworkPolicies select the source, and none of their egress rules allows the connection.',
  ADMIN_POLICY_DENIES_INGRESS: 'An ingress rule of a cluster-wide policy denies the connection at its destination.',
  ADMIN_POLICY_DENIES_EGRESS: 'An egress rule of a cluster-wide policy denies the connection at its source.',
  MESH_DEMANDS_MUTUAL_TLS:
    'A PeerAuthentication of Istio demands mutual TLS of whoever connects, and the client does not speak it.',
  MESH_REFUSES:
    'An AuthorizationPolicy of Istio denies the call, or none of those that select the server allows it: 403, or the connection is reset.',
  MESH_SERVER_SPEAKS_PLAIN:
    'A DestinationRule of Istio has the client’s proxy speak mutual TLS, and the server does not: 503.',
  PROXY_LOOP: 'Proxies send the request to each other, round and round: 504.',
  LOAD_BALANCER_HAIRPIN: 'The load balancer gave the packet back to its sender, with the sender’s own address.',
  LOAD_BALANCER_PENDING:
    'A Service of type LoadBalancer asks for the address, and whoever gives out addresses does not give it this one.',
  NO_HEALTHY_TARGET: 'The load balancer in front of the nodes has nothing healthy to pass the connection to.',
  ADDRESS_NOT_ANNOUNCED:
    'A load balancer of the cluster gave the address to the Service, and no node announces it to the network outside.',
  MTU_EXCEEDED: 'The packet is too large for a device on the way and must not be fragmented.',
  TTL_EXPIRED: 'The packet went in circles.',
  LOOPBACK_LEFT_HOST: 'A packet with a loopback address is not allowed to leave its host.',
  MARTIAN_SOURCE: 'The packet brings the receiving host’s own address as its source.',
  ANSWER_NOT_SEEN:
    'A node on the way there has not seen the answer, which goes another way back: its conntrack takes the rest of the connection for INVALID.',
  RULE_DROPPED: 'A rule that belongs to no object of the cluster discarded or rejected the packet.',
};
