import { defineKind } from '../../fields/kind.ts';
import { LABEL_SELECTOR } from '../../fields/label-selector.ts';
import { metadata } from '../../fields/metadata.ts';
import { list, part } from '../../fields/schema.ts';
import { cidr, oneOf, present, text } from '../../fields/values.ts';
import { masked } from '../../fields/unread-values.ts';

/**
 * What a class of the AWS Load Balancer Controller fixes for its Ingresses; EKS Auto Mode has its own group.
 * // aws-load-balancer-controller v2.13 apis/elbv2/v1beta1/ingressclassparams_types.go
 */
export const INGRESS_CLASS_PARAMS = defineKind({
  group: 'elbv2.k8s.aws',
  formerly: ['eks.amazonaws.com'],
  kind: 'IngressClassParams',
  scope: 'cluster',
  fields: {
    metadata: metadata(),
    spec: part({
      /** Absent: of every namespace. */
      namespaceSelector: LABEL_SELECTOR,
      group: part({ name: text }),
      scheme: oneOf('internal', 'internet-facing'),
      inboundCIDRs: list(cidr),
      // That there is one is all that counts.
      certificateArn: present(masked),
      certificateARNs: present(masked),
      ipAddressType: text,
      loadBalancerAttributes: present(masked),
    }),
  },
});
