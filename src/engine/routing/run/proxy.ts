import type { Trace } from '../../linux/model/trace.ts';
import { podAt } from '../outcome/arrival.ts';
import type { Proxied, Run } from './routing-programs.ts';

/**
 * What a proxy made of a connection that ended at one of its pods, and the second connection it opened: one of a mesh, a Gateway's,
 * an Ingress controller or a router of OpenShift; or at what hands ports of somebody's own machine on. undefined: it ended elsewhere.
 */
export function proxyRequest(run: Run, arrived: Trace): Proxied | undefined {
  if (arrived.disposition !== 'ACCEPTED') return undefined;
  const pod = podAt(run.cluster, arrived);
  const { sidecars, gateways, ingresses, routes, cloudIngresses, machine } = run.programs;
  if (pod === undefined) return cloudIngresses?.(run, arrived) ?? machine?.proxy(run, arrived);
  return (
    sidecars?.(run, pod, arrived) ??
    gateways?.proxy(run, pod, arrived) ??
    ingresses?.(run, pod, arrived) ??
    routes?.(run, pod, arrived)
  );
}
