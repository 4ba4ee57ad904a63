import { CNIS } from '../../dataplane/cni/cnis.ts';
import { hostPortRules, opensLocalnet } from '../../dataplane/host-ports/host-port.ts';
import { createDnsCache } from '../../dataplane/dns-cache/node-cache.ts';
import { createEbpf } from '../../dataplane/proxy/modes/ebpf.ts';
import { createIpvs } from '../../dataplane/proxy/modes/ipvs.ts';
import { createNftables } from '../../dataplane/proxy/modes/nftables.ts';
import { loadBalancerIPs } from '../../dataplane/load-balancer/load-balanced-service.ts';
import { internalIPs } from '../../dataplane/load-balancer/scheme.ts';
import { createLoadBalancer } from '../../dataplane/load-balancer/load-balancer.ts';
import { announcedRoutes, announcingMac } from '../../dataplane/load-balancer/announced-routes.ts';
import { forwardingOf, forwardingRuleset } from '../../dataplane/load-balancer/klipper.ts';
import { createWayBack } from '../../dataplane/load-balancer/way-back.ts';
import { sidecarOf, sidecarRuleset } from '../../dataplane/mesh/sidecar.ts';
import { createPolicyProgram } from '../../dataplane/policy/program.ts';
import { toldListening } from '../../kubernetes/listening/told-listeners.ts';
import { BALANCERS } from '../../kubernetes/balancers/balancers.ts';
import { projectTemplate } from '../../kubernetes/projection/project-template.ts';
import { SERVICE_TAKING } from '../../kubernetes/findings/service-refusals.ts';
import { findGatewayMistakes } from '../../kubernetes/gateway/gateway-findings.ts';
import { GATEWAYS } from '../../kubernetes/gateway/planner.ts';
import { INGRESSES } from '../../kubernetes/ingress/ingress-plan.ts';
import { checkPolicies } from '../../kubernetes/network-policy/checks.ts';
import { OPENSHIFT } from '../../kubernetes/openshift/router.ts';
import { OPERATORS } from '../../kubernetes/operators/operators.ts';
import { collectSlices } from '../../kubernetes/services/slices.ts';
import { hintByZones } from '../../kubernetes/services/topology-hints.ts';
import { cacheCorefileOf, corefileAt } from '../corefile/cache-corefile.ts';
import { corefileOf } from '../corefile/corefile-of.ts';
import { findLoop, serveCorefile } from '../corefile/serve-corefile.ts';
import { gatherKinds } from '../run/ways/gather-kinds.ts';
import { GATEWAY_ROUTING } from '../gateway/gateway-routing.ts';
import { proxyCloud } from '../cloud/cloud-proxy.ts';
import { proxyIngress } from '../ingress/ingress-proxy.ts';
import { proxySidecar } from '../mesh/sidecar-proxy.ts';
import { proxyRoute } from '../openshift/proxy-route.ts';
import { explainPolicyDrop } from '../reach/denials/explain-policy.ts';
import { notConsidered } from '../unread/not-considered.ts';
import { KEEPING } from './keeping.ts';
import { NO_PROGRAMS, program, type Programs } from './programs.ts';
import { withCnis } from './with-cnis.ts';

const LOAD_BALANCING = {
  create: createLoadBalancer,
  addresses: loadBalancerIPs,
  internal: internalIPs,
  wayBack: createWayBack,
  announced: announcedRoutes,
  announcer: announcingMac,
  forwarding: forwardingOf,
  forwardingRuleset,
};

const COREFILE = { of: corefileOf, ofCache: cacheCorefileOf, at: corefileAt, serve: serveCorefile, findLoop };

/** What clusters need that are not the simplest, one by one. A page fetches them together when a cluster asks for one. */
export const RARE_PROGRAMS: readonly Programs[] = [
  program('nftables', { network: { nftables: createNftables } }),
  program('ipvs', { network: { ipvs: createIpvs } }),
  program('ebpf', { network: { ebpf: createEbpf } }),
  withCnis(NO_PROGRAMS, CNIS),
  program('policies', {
    cluster: { findPolicyMistakes: checkPolicies },
    network: { policies: createPolicyProgram },
    routing: { explainPolicy: explainPolicyDrop },
  }),
  program('gateways', { cluster: { gateways: GATEWAYS, findGatewayMistakes }, routing: { gateways: GATEWAY_ROUTING } }),
  program('ingresses', {
    cluster: { ingresses: INGRESSES },
    routing: { ingresses: proxyIngress, cloudIngresses: proxyCloud },
  }),
  program('sidecars', {
    network: { sidecars: { of: sidecarOf, rules: sidecarRuleset } },
    routing: { sidecars: proxySidecar },
  }),
  program('routes', { cluster: { openshift: OPENSHIFT }, routing: { routes: proxyRoute } }),
  program('dnsCache', { network: { dnsCache: createDnsCache } }),
  program('corefile', { routing: { corefile: COREFILE } }),
  program('loadBalancers', { cluster: { balancers: BALANCERS }, network: { loadBalancing: LOAD_BALANCING } }),
  program('hostPorts', { network: { hostPorts: { rules: hostPortRules, opensLocalnet } } }),
  program('endpointSlices', { cluster: { endpointSlices: collectSlices, hintByZones } }),
  program('refusals', { cluster: { serviceTaking: SERVICE_TAKING } }),
  program('templates', { cluster: { templates: projectTemplate } }),
  program('operators', { cluster: { operators: OPERATORS } }),
  KEEPING,
  program('told', { network: { told: toldListening } }),
  program('remarks', { routing: { remark: notConsidered } }),
  program('folding', { routing: { gatherKinds } }),
];
