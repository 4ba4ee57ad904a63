import { apiGroup, kindsOf } from '../kind-table/kinds.ts';
import { objectKey, type ObjectRef } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { recordOf } from '../model/reader.ts';
import { classifyObject } from '../other-kinds/classify.ts';
import { hasPodTemplate } from '../other-kinds/pod-template.ts';
import type { MakingObject } from '../pods/draft-pods.ts';
import { KNATIVE } from './knative.ts';
import { making, plain } from './making.ts';

/** Whose pods are made of its `spec.template` here although its kind is not read. */
export function isTemplated({ raw }: Pick<StoredObject, 'raw'>): boolean {
  if (!hasPodTemplate(raw['spec']) || OTHERWISE.has(apiGroup(raw.apiVersion))) return false;
  const { containers } = recordOf(recordOf(recordOf(raw['spec'])['template'])['spec']);
  if (!Array.isArray(containers) || containers.length === 0) return false;
  const found = classifyObject(raw);
  return found.group === 'unread' && found.effect === 'workload';
}

/** Groups whose controllers make something else of a template. */
const OTHERWISE = new Set([KNATIVE]);

/**
 * Objects of kinds that are not read and have a pod template: as many pods as `spec.replicas` says, one without, named and owned as a
 * controller names its pods. One of which a workload is given, or that another such object owns, leaves the pods to that.
 */
export function planTemplated(store: PlanStore): readonly MakingObject[] {
  const found = store.notRead.filter(isTemplated);
  if (found.length === 0) return [];
  const makers = new Set(
    kindsOf('workload').flatMap((kind) => store.ofKind(kind).flatMap(({ controller }) => keyOf(controller))),
  );
  const keys = new Set(found.map(({ ref }) => objectKey(ref)));
  return found.flatMap((object) => {
    const { ref, controller } = object;
    if (makers.has(objectKey(ref)) || keyOf(controller).some((key) => keys.has(key))) return [];
    return [ref.kind === 'DeploymentConfig' ? deploymentConfig(object) : { ...plain(object), follows: ref }];
  });
}

const keyOf = (ref: ObjectRef | undefined): readonly string[] => (ref === undefined ? [] : [objectKey(ref)]);

/** Through a ReplicationController for each version. // OpenShift apps.openshift.io/v1, library-go pkg/apps/appsutil MakeReplicationController */
function deploymentConfig(object: StoredObject): MakingObject {
  const { ref, raw } = object;
  const spec = recordOf(raw['spec']);
  const { latestVersion } = recordOf(raw['status']);
  const name = `${ref.name}-${typeof latestVersion === 'number' && latestVersion > 0 ? latestVersion : 1}`;
  const template = recordOf(spec['template']);
  const { labels, ...metadata } = recordOf(template['metadata']);
  const own = { ...recordOf(labels), deployment: name, deploymentconfig: ref.name };
  const made = { ...spec, template: { ...template, metadata: { ...metadata, labels: own } } };
  return {
    ...making(object, made, raw['status']),
    made: { owner: { ...ref, kind: 'ReplicationController', name } },
    follows: ref,
  };
}
