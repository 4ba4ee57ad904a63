import type { Cidr } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import { readCondition } from './read-pod.ts';
import {
  type Cursor,
  field,
  fieldAt,
  readBoolean,
  readCidr,
  readIp,
  readList,
  readString,
  readText,
} from '../model/reader.ts';
import { parseKubernetesVersion } from '../tools/kubernetes-version.ts';
import type { NodeSpec, Taint } from '../model/specs.ts';

function readTaint(cursor: Cursor): Taint | undefined {
  const key = readText(field(cursor, 'key'));
  const effect = readText(field(cursor, 'effect'));
  if (key === undefined || effect === undefined) return undefined;
  return { key, effect, value: readString(field(cursor, 'value')) ?? '' };
}

/** What a Node says in `spec` and `status`. A Node without a Ready condition is taken to be ready. */
export function readNode(object: Cursor): NodeSpec {
  const spec = field(object, 'spec');
  const status = field(object, 'status');
  const listed = readList(field(spec, 'podCIDRs'), readCidr);
  const single = readCidr(field(spec, 'podCIDR'));
  // Of two that differ the older field counts. // pkg/apis/core/v1/conversion.go Convert_v1_NodeSpec_To_core_NodeSpec
  const podCIDRs: readonly Cidr[] = single === undefined || listed[0] === single ? listed : [single];
  const internalIPs: Ip[] = [];
  const externalIPs: Ip[] = [];
  readList(field(status, 'addresses'), (item) => {
    const type = readString(field(item, 'type'));
    if (type !== 'InternalIP' && type !== 'ExternalIP') return;
    const ip = readIp(field(item, 'address'));
    if (ip !== undefined) (type === 'InternalIP' ? internalIPs : externalIPs).push(ip);
  });
  const version = parseKubernetesVersion(readString(fieldAt(status, 'nodeInfo', 'kubeletVersion')) ?? '');
  const ready = readCondition(field(status, 'conditions'), 'Ready');
  return {
    podCIDRs: [...new Set(podCIDRs)],
    internalIPs: [...new Set(internalIPs)],
    externalIPs: [...new Set(externalIPs)],
    taints: readList(field(spec, 'taints'), readTaint),
    unschedulable: readBoolean(field(spec, 'unschedulable')) ?? false,
    ready: ready === undefined || ready.status === 'True',
    ...(version === undefined ? {} : { version }),
  };
}
