import type { PolicyExplainer } from '../causes/cause-policy.ts';
import type { EntryProxy, GatewayRouting } from './entry-routing.ts';
import type { Explanations } from './explanations.ts';
import type { GatherKinds } from './gather-ways.ts';
import type { Remark } from './remarks.ts';

/** What is done with requests that only some of them need. A field is absent: it is not done. */
export interface RoutingPrograms {
  readonly gateways?: GatewayRouting;
  readonly ingresses?: EntryProxy;
  /** Absent: causes are missing or say only the plainest. */
  readonly explanations?: Explanations;
  readonly explainPolicy?: PolicyExplainer;
  /** Absent: results name no object that was not considered. */
  readonly remark?: Remark;
  /** Absent: of more ways than the limits the first are walked, and the rest is missing. */
  readonly gatherKinds?: GatherKinds;
}
