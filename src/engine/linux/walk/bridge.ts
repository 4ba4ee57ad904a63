import { runHook } from '../netfilter/hooks.ts';
import type { Bridge } from '../model/devices.ts';
import type { Interface, NetworkNamespace, Transit } from '../namespace/namespace.ts';
import type { Mac } from '../model/place.ts';
import { receiveIp } from './receive-ip.ts';
import { routeInput, type RouteResult } from './routing.ts';
import { recordInterface } from './record-interface.ts';
import { resolveNeighbor, transmit } from './transmit.ts';
import { end, type Next } from '../namespace/next.ts';

// A frame that comes in by a bridge port (in brackets: only with br_netfilter):
//
//   port ─▶ [prerouting] ─▶ fdb ─┬─ the bridge's own MAC ─▶ up to the host's IP (prerouting is not run a second time)
//              │                 └─ another port ─▶ [forward] ─▶ [postrouting] ─▶ port
//              └ DNAT to a station of this bridge: the frame is given that station's MAC and stays a bridged one

/** Linux v6.12 net/bridge/br_input.c br_handle_frame_finish with net/bridge/br_netfilter_hooks.c around it. */
export function receiveByPort(transit: Transit, namespace: NetworkNamespace, port: Interface, mac: Mac): Next {
  const bridge = port.master === undefined ? undefined : namespace.interface(port.master);
  if (bridge?.kind !== 'bridge') return end('INSUFFICIENT_INFO');
  if (!namespace.sysctls.bridgeNfCallIptables) return switchFrame(transit, namespace, { bridge, port, mac });
  const before = transit.header.destinationIP;
  const stopped = runHook(transit, { namespace, hook: 'prerouting', inInterface: bridge.name });
  if (stopped !== undefined) return stopped;
  if (transit.header.destinationIP === before) return switchFrame(transit, namespace, { bridge, port, mac });
  return redirect(transit, namespace, bridge, port);
}

/** br_nf_pre_routing_finish: where a frame goes whose packet was given another destination. */
function redirect(transit: Transit, namespace: NetworkNamespace, bridge: Bridge, port: Interface): Next {
  const route = routeInput(transit, namespace, bridge.name);
  if (route.kind === 'END') return route;
  if (route.kind === 'NEXTHOP' && route.nexthop.device === bridge.name) {
    const mac = resolveNeighbor(transit, namespace, bridge.name, route.gateway);
    if (mac === undefined) return end('NEIGHBOR_UNREACHABLE');
    return switchFrame(transit, namespace, { bridge, port, mac });
  }
  return switchFrame(transit, namespace, { bridge, port, mac: bridge.mac, route });
}

interface Frame {
  readonly bridge: Bridge;
  readonly port: Interface;
  readonly mac: Mac;
  /** The routing decision that br_netfilter has already made for the packet. */
  readonly route?: RouteResult;
}

function switchFrame(transit: Transit, namespace: NetworkNamespace, { bridge, port, mac, route }: Frame): Next {
  const frame = { bridge: bridge.name, inPort: port.name, destinationMac: mac };
  if (mac === bridge.mac || mac === port.mac) {
    transit.trace.add({ type: 'BRIDGE', action: 'LOCAL', packet: transit.header, detail: frame });
    recordInterface(transit, 'RECEIVED', bridge);
    const prerouted = namespace.sysctls.bridgeNfCallIptables;
    return receiveIp(transit, { namespace, device: bridge, prerouted, ...(route === undefined ? {} : { route }) });
  }
  const outPort = bridge.fdb(mac);
  if (outPort === undefined) return end('NEIGHBOR_UNREACHABLE');
  const detail = { ...frame, outPort };
  if (outPort === port.name && !(port.kind === 'veth' && port.hairpin === true)) {
    transit.trace.add({ type: 'BRIDGE', action: 'BLOCKED', packet: transit.header, detail });
    return end('DROPPED');
  }
  transit.trace.add({ type: 'BRIDGE', action: 'FORWARDED', packet: transit.header, detail });
  if (namespace.sysctls.bridgeNfCallIptables) {
    const devices = { inInterface: bridge.name, outInterface: bridge.name };
    const stopped =
      runHook(transit, { namespace, hook: 'forward', ...devices }) ??
      runHook(transit, { namespace, hook: 'postrouting', outInterface: bridge.name });
    if (stopped !== undefined) return stopped;
  }
  return transmit(transit, namespace, outPort, mac);
}
