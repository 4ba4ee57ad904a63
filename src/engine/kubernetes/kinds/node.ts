import { type Fields, group, listUnless, text, usually, value } from '../fields/field.ts';
import { metadata } from '../fields/metadata.ts';
import { CORE } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';
import { parseKubernetesVersion } from '../tools/kubernetes-version.ts';

const isIP = ({ type }: Fields): boolean => type === 'InternalIP' || type === 'ExternalIP';

export const NODE = defineKind({
  ...CORE,
  kind: 'Node',
  scope: 'cluster',
  fields: {
    metadata: metadata(),
    spec: group(
      {
        podCIDR: value,
        podCIDRs: listUnless('podCIDR'),
        taints: group({ key: value, value, effect: value }, { filled: true }),
        unschedulable: usually(false),
        // The cloud, and not which of its machines.
        providerID: text((id) => /^[a-z]+:\/\//.exec(id)?.[0]),
      },
      { filled: true },
    ),
    status: group(
      {
        addresses: group({ type: value, address: value }, { where: isIP, filled: true }),
        conditions: group(
          { type: value, status: value },
          { where: ({ type, status }) => type === 'Ready' && status !== 'True', filled: true },
        ),
        // The version, and not whose build of it.
        nodeInfo: group({ kubeletVersion: text(parseKubernetesVersion) }, { filled: true }),
      },
      { filled: true },
    ),
  },
});
