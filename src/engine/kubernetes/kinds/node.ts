import { CORE } from '../fields/api-groups.ts';
import { conditions } from '../fields/conditions.ts';
import { cleaned, type Fields, value } from '../fields/field.ts';
import { defineKind } from '../fields/kind.ts';
import { metadata } from '../fields/metadata.ts';
import { defaults, filled, list, needed, or, part, readAs, section, unsaid, whenAsked } from '../fields/schema.ts';
import { boolean, cidr, ip, quantity, string, text } from '../fields/values.ts';
import { parseKubernetesVersion } from '../tools/kubernetes-version.ts';

const isIP = ({ type }: Fields): boolean => type === 'InternalIP' || type === 'ExternalIP';

export const NODE = defineKind({
  group: CORE,
  kind: 'Node',
  scope: 'cluster',
  fields: {
    metadata: metadata(),
    spec: part(
      {
        podCIDRs: { ...list(cidr), unless: 'podCIDR' as const },
        podCIDR: cidr,
        taints: filled(list(section({ key: needed(text), effect: needed(text), value: or('', string) }))),
        unschedulable: defaults(false, boolean),
        // The cloud, and not which of its machines.
        providerID: cleaned((id) => /^[a-z\d]+:\/\//.exec(id)?.[0]),
      },
      { filled: true },
    ),
    status: part(
      {
        addresses: list(section({ type: string, address: whenAsked(ip) }, { where: isIP, filled: true })),
        conditions: conditions(
          { type: value, status: value },
          { where: ({ type, status }) => type === 'Ready' && status !== 'True', filled: true },
        ),
        // The version, and not whose build of it.
        // By which hints are shared between zones.
        // How many pods it takes.
        allocatable: section({ cpu: quantity, pods: unsaid('110', quantity) }, { filled: true }),
        capacity: section(
          { pods: unsaid('110', quantity) },
          { filled: true, unless: (_, { allocatable }) => allocatable !== undefined },
        ),
        nodeInfo: section(
          {
            kubeletVersion: readAs(cleaned(parseKubernetesVersion), string),
            // The kernel of a virtual machine on somebody's own machine.
            kernelVersion: value,
          },
          { filled: true },
        ),
      },
      { filled: true },
    ),
  },
});
