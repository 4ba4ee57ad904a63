import { installLoadBalancing } from '../load-balancer-program.ts';
import { createLoadBalancer } from './load-balancer.ts';
import { loadBalancerIPs } from './load-balanced-service.ts';
import { createWayBack } from './way-back.ts';

installLoadBalancing({ create: createLoadBalancer, addresses: loadBalancerIPs, wayBack: createWayBack });
