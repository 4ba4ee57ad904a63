import type { RawObject } from '../model/object.ts';
import { recordOf, textOf } from '../model/reader.ts';

/** Readiness gates for which a pod waits whose containers are ready. // KEP-580; Kubernetes v1.35 pkg/kubelet/status/generate.go */
export function closedGates(pod: RawObject): readonly string[] {
  const gates = namesIn(recordOf(pod['spec'])['readinessGates'], 'conditionType');
  const { conditions } = recordOf(pod['status']);
  const untrue = Array.isArray(conditions) ? conditions.filter((each) => recordOf(each)['status'] !== 'True') : [];
  const told = namesIn(untrue, 'type');
  if (told.includes('ContainersReady')) return [];
  const stated = gates.filter((gate) => told.includes(gate));
  return stated.length > 0 ? stated : gates;
}

const namesIn = (list: unknown, field: string): readonly string[] =>
  Array.isArray(list) ? list.flatMap((each) => textOf(recordOf(each)[field]) ?? []) : [];
