import type { NeighborStep } from '../../engine/packets.ts';
import type { Narration, NarrationContext } from '../narrator.ts';
import type { ProgramWords } from '../page/walk-words.ts';
import { BALANCERS } from './phrases/balancers.ts';
import { serviceName } from './phrases/names.ts';
import { narrateBpf, narrateIpvs, narrateProxy } from './steps/program-step.ts';
import { narrateRareRule } from './steps/rare-rule.ts';
import { narrateRedirect, narrateTunnel } from './steps/tunnel-step.ts';
import { RARE_CAPTIONS } from './story/rare-captions.ts';

/** A page fetches them with the programs. */
export const PROGRAM_WORDS: ProgramWords = {
  captions: RARE_CAPTIONS,
  rule: narrateRareRule,
  neighbor: (step, context) => (step.detail.proxy === true ? narrateProxyArp(step) : narrateAnnounced(step, context)),
  step(step, context) {
    switch (step.type) {
      case 'IPVS':
        return narrateIpvs(step, context);
      case 'BPF':
        return narrateBpf(step, context);
      case 'TUNNEL':
        return narrateTunnel(step, context);
      case 'REDIRECT':
        return narrateRedirect(step, context);
      case 'TLS_TERMINATED':
      case 'ROUTE_MATCHED':
      case 'NO_ROUTE_MATCHED':
      case 'SIDECAR':
        return narrateProxy(step);
    }
  },
};

/** A node that answers for the address of a load balancer. */
function narrateAnnounced(
  { detail: { ip, mac = '' } }: NeighborStep,
  { cluster }: NarrationContext,
): Narration | undefined {
  const service = cluster.services.find(({ loadBalancerIPs }) => loadBalancerIPs.some((each) => each.ip === ip));
  const by = service?.balancing?.by;
  if (service === undefined || by === undefined || by === 'servicelb') return undefined;
  const sentence = `${ip} is an address that ${BALANCERS[by]} gave ${serviceName(service)}: the node that announces it answers with its own MAC address, ${mac}.`;
  return { title: `Neighbor ${ip}`, sentence };
}

function narrateProxyArp({ detail: { ip, device, mac = '' } }: NeighborStep): Narration {
  const sentence = `Nobody has ${ip}: the other end of ${device} answers in its place with its own MAC address, ${mac} (proxy ARP).`;
  return { title: `Neighbor ${ip}`, sentence };
}
