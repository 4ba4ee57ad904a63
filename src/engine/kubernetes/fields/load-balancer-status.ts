import { group, usually, value } from './field.ts';

/** `status.loadBalancer` of Services and Ingresses. */
export const LOAD_BALANCER_STATUS = group({
  ingress: group({ ip: value, hostname: value, ipMode: usually('VIP') }),
});
