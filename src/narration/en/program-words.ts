import type { ProgramWords } from './english-words.ts';
import { narratePolicyRule } from './policy-rule.ts';
import { narrateBpf, narrateIpvs } from './program-step.ts';
import { narrateRedirect, narrateTunnel } from './tunnel-step.ts';

/** A page fetches them with the programs. */
export const PROGRAM_WORDS: ProgramWords = {
  policyRule: narratePolicyRule,
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
    }
  },
};
