import type { Point, Interface, NetworkNamespace, Transit } from '../namespace/namespace.ts';
import { runHook } from '../netfilter/hooks.ts';
import { recordInterface } from './record-interface.ts';
import { end, type End, type Next } from '../namespace/next.ts';
import { encapsulateVxlan } from './tunnel.ts';

/**
 * The policies of the endpoints, which keep connections of their own (Cilium's conntrack map): replies pass. undefined: go on.
 * Simplification: both ends of a packet that stays on the node are judged at once, by rules where Cilium has maps.
 */
function judge(transit: Transit, namespace: NetworkNamespace, device: Interface): End | undefined {
  const policy = namespace.bpf?.policy;
  if (policy === undefined) return undefined;
  const { tracking } = transit;
  transit.tracking = undefined;
  const endpoints: NetworkNamespace = { ...namespace, id: `${namespace.id}/bpf`, ruleset: policy };
  const stopped =
    runHook(transit, { namespace: endpoints, hook: 'prerouting', inInterface: device.name }) ??
    runHook(transit, { namespace: endpoints, hook: 'forward', inInterface: device.name }) ??
    runHook(transit, { namespace: endpoints, hook: 'postrouting' });
  transit.tracking = tracking;
  return stopped;
}

/**
 * The program at a device that knows where every pod is: it sends the packet on past the host's IP stack (bpf_redirect).
 * undefined: it lets the stack take the packet, or there is none. Cilium bpf/bpf_lxc.c, bpf_overlay.c, bpf_host.c.
 */
export function redirect(
  transit: Transit,
  namespace: NetworkNamespace,
  { device, direction }: Point,
): Next | undefined {
  const decision = namespace.bpf?.redirect?.decide({ device: device.name, direction, header: transit.header });
  if (decision === undefined) {
    // What goes on through the stack is judged where it leaves a pod.
    return direction === 'ingress' && device.kind === 'veth' ? judge(transit, namespace, device) : undefined;
  }
  // What the node itself sends is allowed by the rules (Cilium's allow-localhost), and remembered, so that the answer passes.
  const denied = judge(transit, namespace, device);
  if (denied !== undefined) return denied;
  const out = namespace.interface(decision.device);
  if (out === undefined) return end('INSUFFICIENT_INFO');
  const attached = `tc/${device.name} ${direction}`;
  const { header } = transit;
  const detail = { attached, device: out.name, origin: decision.origin };
  if (decision.to === 'endpoint') {
    if (out.kind !== 'veth') return end('INSUFFICIENT_INFO');
    transit.trace.add({ type: 'REDIRECT', action: 'TO_ENDPOINT', packet: header, detail });
    recordInterface(transit, 'TRANSMITTED', out);
    const at = { namespace: out.peer.namespace, interface: out.peer.interface };
    return { kind: 'ARRIVAL', at, destinationMac: undefined, loopback: false };
  }
  if (out.kind !== 'vxlan') return end('INSUFFICIENT_INFO');
  const { remote } = decision;
  transit.trace.add({ type: 'REDIRECT', action: 'TO_TUNNEL', packet: header, detail: { ...detail, remote } });
  recordInterface(transit, 'TRANSMITTED', out);
  return encapsulateVxlan(transit, namespace, out, { remote });
}
