import { value } from '../../fields/field.ts';
import { defineKind } from '../../fields/kind.ts';
import { metadata } from '../../fields/metadata.ts';
import { POD_SPEC } from '../../fields/pods/pod-template.ts';
import { list, naming, part, required, section } from '../../fields/schema.ts';
import { boolean, port, present, protocol, stringMap, text } from '../../fields/values.ts';

// KubeVirt v1.6 staging/src/kubevirt.io/api/core/v1/{types,schema}.go

const {
  nodeSelector = value,
  tolerations = value,
  affinity = value,
  dnsPolicy = value,
  dnsConfig = value,
} = POD_SPEC.fields;

const MACHINE = {
  hostname: text,
  subdomain: naming('Service', text),
  nodeSelector,
  tolerations,
  affinity,
  dnsPolicy,
  dnsConfig,
  domain: part({
    devices: part({
      autoattachPodInterface: boolean,
      interfaces: list(
        section({
          name: text,
          /** What is let through to the machine; none: everything. */
          ports: list(section({ name: text, port: required(port, 'PORT'), protocol })),
        }),
      ),
    }),
  }),
  networks: list(section({ name: text, pod: present(value), multus: present(value) })),
};

const common = { group: 'kubevirt.io', scope: 'namespaced', roles: ['operated'] } as const;

export const VIRTUAL_MACHINE = defineKind({
  ...common,
  kind: 'VirtualMachine',
  fields: {
    metadata: metadata(),
    spec: part({
      runStrategy: text,
      /** As `runStrategy` Always or Halted was said before. */
      running: boolean,
      template: part({ metadata: section({ labels: stringMap }), spec: part(MACHINE) }),
    }),
    status: part({ printableStatus: text }, { filled: true }),
  },
});

export const VIRTUAL_MACHINE_INSTANCE = defineKind({
  ...common,
  kind: 'VirtualMachineInstance',
  fields: { metadata: metadata(), spec: part(MACHINE), status: part({ phase: text }, { filled: true }) },
});
