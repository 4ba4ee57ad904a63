import type { FieldParts } from '../../../../engine/fields.ts';

/** What the fields of a mapping mean, all that are read; `more`: of those that are not. */
export type Meanings<Part extends keyof FieldParts> = Readonly<Record<FieldParts[Part], string>> &
  Readonly<Record<string, string>>;

/** What fields of Services, Ingresses and NetworkPolicies mean, by the mapping they stand in. */
export const SERVICE_MEANINGS = {
  'Service.spec': {
    type: 'How the Service is reached: inside the cluster, at a port of every node, through a load balancer, or as another name.',
    selector: 'Pods with all these labels are the endpoints. Without it the endpoints are made by hand.',
    ports: 'The ports at which the Service answers, and where each leads.',
    clusterIP: 'The virtual address of the Service. None makes it headless: its name resolves to the pods.',
    clusterIPs: 'The virtual addresses, one of each family; the first is the clusterIP.',
    ipFamilies: 'IPv4, IPv6 or both, the first being that of the clusterIP.',
    ipFamilyPolicy: 'Whether the Service has addresses of one family or of two.',
    externalTrafficPolicy:
      'Local sends what comes from outside to pods of the same node alone, and keeps the client’s address.',
    internalTrafficPolicy: 'Local sends what comes from inside to pods of the same node alone.',
    trafficDistribution: 'Which endpoints are preferred: those nearer to the client.',
    sessionAffinity: 'ClientIP sends a client to the same pod again.',
    sessionAffinityConfig: 'How long a client is sent to the same pod.',
    externalName: 'The name that the Service is another name of: DNS answers with it.',
    externalIPs: 'Addresses at which nodes take packets for the Service. Nobody announces them.',
    loadBalancerIP: 'The address to ask the load balancer for.',
    loadBalancerClass: 'Which load balancer is to serve it.',
    loadBalancerSourceRanges: 'Networks from which the load balancer takes connections.',
    allocateLoadBalancerNodePorts: 'Whether ports of the nodes are set aside for the load balancer.',
    healthCheckNodePort: 'Where load balancers ask a node whether it has a pod of the Service.',
    publishNotReadyAddresses: 'Whether pods that are not ready are endpoints, too.',
  } satisfies Meanings<'Service.spec'>,
  'Service.spec.ports': {
    port: 'The port at which the Service answers.',
    targetPort: 'The port of the pods: a number, or the name of a container’s port. The same as port when absent.',
    nodePort: 'The port at which every node answers for the Service.',
    protocol: 'TCP, UDP or SCTP; TCP when absent.',
    name: 'The name of the port; needed where there are several.',
    appProtocol: 'What is spoken there, as a hint to those in between.',
  } satisfies Meanings<'Service.spec.ports'>,
  'Ingress.spec': {
    ingressClassName: 'Which controller serves this Ingress: the name of an IngressClass.',
    rules: 'For which host and path a request goes to which Service.',
    defaultBackend: 'Where a request goes that no rule is for.',
    backend: 'What defaultBackend was called in older versions.',
    tls: 'For which hosts TLS ends here, and with which certificate.',
  } satisfies Meanings<'Ingress.spec'>,
  'Ingress.spec.rules': {
    host: 'The host that a request has to name; any when absent. “*.” stands for one label.',
    http: 'The paths of this host.',
  } satisfies Meanings<'Ingress.spec.rules'>,
  'Ingress.spec.rules.http.paths': {
    path: 'What the path of a request begins with, or is.',
    pathType: 'Exact, Prefix by whole elements, or as the controller likes.',
    backend: 'Where these requests go.',
  } satisfies Meanings<'Ingress.spec.rules.http.paths'>,
  'Ingress.spec.rules.http.paths.backend': {
    service: 'The Service, by name and port.',
    resource: 'An object that is no Service; the controller decides what that means.',
  },
  'Ingress.spec.rules.http.paths.backend.service': {
    name: 'A Service in the namespace of the Ingress.',
    port: 'One of its ports, by number or by name.',
  },
  'NetworkPolicy.spec': {
    podSelector: 'The pods of this namespace that the policy is about; an empty one selects all of them.',
    policyTypes: 'Which directions are isolated: what no rule allows there is dropped.',
    ingress: 'From whom these pods may be reached. An empty list: from nobody.',
    egress: 'Whom these pods may reach. An empty list: nobody.',
  } satisfies Meanings<'NetworkPolicy.spec'>,
  'NetworkPolicy.spec.ingress': {
    from: 'Who may connect; anybody when absent.',
    to: 'To whom a connection may lead; to anybody when absent.',
    ports: 'At which ports; at any when absent.',
  } satisfies Meanings<'NetworkPolicy.spec.ingress'>,
  'NetworkPolicy.spec.ingress.from': {
    podSelector: 'Pods with these labels, of the policy’s namespace or of those that namespaceSelector selects.',
    namespaceSelector: 'Namespaces with these labels; an empty one selects all of them.',
    ipBlock: 'A network, meant for what is outside the cluster.',
  } satisfies Meanings<'NetworkPolicy.spec.ingress.from'>,
  'NetworkPolicy.spec.ingress.from.ipBlock': {
    cidr: 'The network, such as 10.0.0.0/8.',
    except: 'Networks inside it that are not meant.',
  },
  'NetworkPolicy.spec.ingress.ports': {
    port: 'A port of the pod that is connected to, by number or by name; any when absent.',
    endPort: 'The last port of a range that begins with port.',
    protocol: 'TCP, UDP or SCTP; TCP when absent.',
  } satisfies Meanings<'NetworkPolicy.spec.ingress.ports'>,
};
