import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { matchesLabels } from '../../kubernetes/matching/node-match.ts';
import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import { isStringMap, recordOf } from '../../kubernetes/model/reader.ts';
import type { Labels } from '../../kubernetes/model/specs.ts';
import type { Cause } from '../outcome/outcome.ts';

/** The Service that a StatefulSet's serviceName names is not there, so none of its pods has a name. */
export function explainNoGoverning(cluster: Cluster, { raw, ref }: StoredObject, service: NamespacedName): Cause {
  const { namespace, name } = service;
  const { selector, template } = recordOf(raw['spec']);
  const labels = labelsOf(recordOf(recordOf(template)['metadata'])['labels']) ?? {};
  const selected = labelsOf(recordOf(selector)['matchLabels']) ?? labels;
  const others = cluster.services.flatMap((each) =>
    each.headless && each.namespace === namespace && each.selector !== undefined && matchesLabels(each.selector, labels)
      ? [each.name]
      : [],
  );
  const value = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { clusterIP: 'None', selector: selected },
  };
  return {
    code: 'NAME_NOT_FOUND',
    detail: { is: 'NO_GOVERNING_SERVICE', set: { namespace, name: ref.name }, service: name },
    object: { kind: 'StatefulSet', namespace, name: ref.name },
    path: ['spec', 'serviceName'],
    fix: {
      code: 'CREATE_HEADLESS_SERVICE',
      detail: { service, set: ref.name, others },
      object: { kind: 'Service', namespace, name },
      path: [],
      value,
    },
  };
}

/** undefined: there are none. */
const labelsOf = (value: unknown): Labels | undefined =>
  isStringMap(value) && Object.keys(value).length > 0 ? value : undefined;
