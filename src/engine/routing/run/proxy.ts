import type { Trace } from '../../linux/model/trace.ts';
import { podAt } from '../outcome/arrival.ts';
import type { Proxied, Run } from './routing-programs.ts';

/**
 * What a proxy made of a connection that ended at one of its pods, and the second connection it opened: a Gateway's proxy,
 * an Ingress controller or a router of OpenShift. undefined: it ended elsewhere.
 */
export function proxyRequest(run: Run, arrived: Trace): Proxied | undefined {
  if (arrived.disposition !== 'ACCEPTED') return undefined;
  const pod = podAt(run.cluster, arrived);
  if (pod === undefined) return run.programs.cloudIngresses?.(run, arrived);
  const { gateways, ingresses, routes } = run.programs;
  return gateways?.proxy(run, pod, arrived) ?? ingresses?.(run, pod, arrived) ?? routes?.(run, pod, arrived);
}
