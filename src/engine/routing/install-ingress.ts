// Imported for its effect: Ingress controllers are there and route requests.
import '../kubernetes/install-ingress.ts';
import { installIngressProxy } from './entry-routing.ts';
import { proxyIngress } from './ingress-proxy.ts';

installIngressProxy(proxyIngress);
