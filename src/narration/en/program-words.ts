import type { NeighborStep } from '../../engine/packets.ts';
import type { Narration } from '../narrator.ts';
import type { ProgramWords } from '../page/walk-words.ts';
import { narrateBpf, narrateIpvs, narrateProxy } from './steps/program-step.ts';
import { narrateRareRule } from './steps/rare-rule.ts';
import { narrateRedirect, narrateTunnel } from './steps/tunnel-step.ts';
import { RARE_CAPTIONS } from './story/rare-captions.ts';

/** A page fetches them with the programs. */
export const PROGRAM_WORDS: ProgramWords = {
  captions: RARE_CAPTIONS,
  rule: narrateRareRule,
  step(step, context) {
    switch (step.type) {
      case 'NEIGHBOR':
        return narrateProxyArp(step);
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
        return narrateProxy(step);
    }
  },
};

function narrateProxyArp({ detail: { ip, device, mac = '' } }: NeighborStep): Narration {
  const sentence = `Nobody has ${ip}: the other end of ${device} answers in its place with its own MAC address, ${mac} (proxy ARP).`;
  return { title: `Neighbour ${ip}`, sentence };
}
