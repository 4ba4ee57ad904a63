import { value } from '../../fields/field.ts';
import { defineKind } from '../../fields/kind.ts';
import { metadata } from '../../fields/metadata.ts';
import { POD_TEMPLATE } from '../../fields/pods/pod-template.ts';
import { part, readAs, section } from '../../fields/schema.ts';
import { SELECTOR } from '../../fields/selector.ts';
import { integer, stringMap, text } from '../../fields/values.ts';

const count = integer(0, 2 ** 31 - 1);

/** Argo's, in place of a Deployment. // Argo Rollouts v1.8 pkg/apis/rollouts/v1alpha1/types.go */
export const ROLLOUT = defineKind({
  group: 'argoproj.io',
  kind: 'Rollout',
  scope: 'namespaced',
  roles: ['operated', 'scaled'],
  fields: {
    metadata: metadata(),
    spec: part({
      replicas: count,
      selector: readAs(SELECTOR, section({ matchLabels: stringMap })),
      template: POD_TEMPLATE,
      /** Whose template and selector it has in place of its own. */
      workloadRef: section({ apiVersion: value, kind: text, name: text, scaleDown: text }),
      strategy: part({
        canary: section({
          stableService: text,
          canaryService: text,
          pingPong: section({ pingService: text, pongService: text }),
        }),
        blueGreen: section({ activeService: text, previewService: text }),
      }),
    }),
    status: part(
      {
        replicas: count,
        /** Of the pods that an update has not reached. */
        stableRS: text,
        currentPodHash: text,
        blueGreen: section({ activeSelector: text, previewSelector: text }),
      },
      { filled: true },
    ),
  },
});
