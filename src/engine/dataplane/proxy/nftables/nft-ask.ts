import type { ClusterSettings } from '../../../kubernetes/cluster/cluster.ts';
import { isSince } from '../../../kubernetes/tools/kubernetes-version.ts';
import type { Target } from '../../../linux/model/netfilter.ts';
import { jump } from '../../rules/rule.ts';
import type { EndpointCategories } from '../ports/categorize-endpoints.ts';
import {
  askForRules,
  planServicePort,
  type RuleAsk,
  type RuleContext,
  type ServicePortPlan,
} from '../ports/service-port-plan.ts';
import type { ProxyServicePort } from '../ports/service-port.ts';

/** In which form a kube-proxy writes its table, and with which mark. */
export interface NftForm {
  /**
   * 'chains': each endpoint has a chain, which marks what comes back to where it came from. 'maps': a Service chain draws an
   * address from a map, a set knows the endpoints of the node, and only affinity still asks for chains. Since v1.36.
   */
  readonly endpoints: 'chains' | 'maps';
  /** A Service with one endpoint has no map. Since v1.37. */
  readonly plainSingle: boolean;
  /** The bit that says "masquerade this". */
  readonly mark: number;
}

type FormSettings = Pick<ClusterSettings, 'kubernetesVersion' | 'masqueradeMark'>;

export function nftForm({ kubernetesVersion, masqueradeMark }: FormSettings): NftForm {
  return {
    endpoints: isSince(kubernetesVersion, '1.36') ? 'maps' : 'chains',
    plainSingle: isSince(kubernetesVersion, '1.37'),
    mark: masqueradeMark,
  };
}

export const MARK_CHAIN = 'mark-for-masquerade';

/** Sets the mark, in a chain of its own or on the spot. */
export function markTarget({ endpoints, mark }: NftForm): Target {
  return endpoints === 'chains' ? jump(MARK_CHAIN) : setMark(mark);
}

export function setMark(mark: number): Extract<Target, { readonly type: 'MARK' }> {
  return { type: 'MARK', op: 'or', value: mark, mask: mark };
}

/** All that a Service port's rules are made of in this mode. */
export interface NftAsk extends RuleAsk {
  readonly form: NftForm;
}

export function askForNft(port: ProxyServicePort, endpoints: EndpointCategories, context: RuleContext): NftAsk {
  return { ...askForRules(port, endpoints, context), form: nftForm(context) };
}

export interface NftPlan extends ServicePortPlan, NftAsk {}

export function planNft(ask: NftAsk): NftPlan {
  return { ...planServicePort(ask), form: ask.form };
}
