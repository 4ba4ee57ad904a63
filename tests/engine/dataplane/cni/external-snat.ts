import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';

/** The AWS VPC CNI that leaves the addresses of pods as they are: something behind the nodes is to translate them. */
export const EXTERNAL_SNAT: RawObject = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'aws-node', namespace: 'kube-system' },
  spec: {
    selector: { matchLabels: { app: 'aws-node' } },
    template: {
      metadata: { labels: { app: 'aws-node' } },
      spec: {
        hostNetwork: true,
        containers: [
          { name: 'aws-node', image: 'cni', env: [{ name: 'AWS_VPC_K8S_CNI_EXTERNALSNAT', value: 'true' }] },
        ],
      },
    },
  },
};
