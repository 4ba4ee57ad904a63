import type { GatewayRouting } from '../run/routing-programs.ts';
import { explainUnserved } from './cause-attach.ts';
import { explainAddress, explainEntry } from './explain.ts';
import { proxyGateway } from './proxy-gateway.ts';

export const GATEWAY_ROUTING: GatewayRouting = {
  proxy: proxyGateway,
  explain: explainEntry,
  explainAddress,
  explainUnserved,
};
