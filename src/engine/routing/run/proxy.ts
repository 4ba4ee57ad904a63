import type { Trace } from '../../linux/model/trace.ts';
import { podAt } from '../outcome/arrival.ts';
import type { Proxied, Run } from './routing-programs.ts';

/**
 * What a proxy made of a connection that ended at one of its pods, and the second connection it opened: a Gateway's proxy,
 * an Ingress controller or a router of OpenShift; or at what hands ports of somebody's own machine on. undefined: it ended elsewhere.
 */
export function proxyRequest(run: Run, arrived: Trace): Proxied | undefined {
  if (arrived.disposition !== 'ACCEPTED') return undefined;
  const pod = podAt(run.cluster, arrived);
  const { gateways, ingresses, routes, cloudIngresses, machine } = run.programs;
  if (pod === undefined) return cloudIngresses?.(run, arrived) ?? machine?.proxy(run, arrived);
  return gateways?.proxy(run, pod, arrived) ?? ingresses?.(run, pod, arrived) ?? routes?.(run, pod, arrived);
}
