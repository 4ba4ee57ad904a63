import { objectKey } from '../model/object.ts';
import { interned, isAsked } from '../matching/stage.ts';
import { once } from '../tools/once.ts';
import type { FollowWorkloads, WorkloadStages } from '../pods/workload-pods.ts';

export function followWorkloads(before: WorkloadStages): FollowWorkloads {
  const podsBefore = once(
    () => new Map([...before].map(([{ ref }, { result }]) => [objectKey(ref), result.pods] as const)),
  );
  return {
    known: (object, ask) => {
      const known = before.get(object);
      return known !== undefined && isAsked(known.ask, ask) ? known : undefined;
    },
    keep: ({ ref }, pods) => {
      const known = new Map(
        podsBefore()
          .get(objectKey(ref))
          ?.map((pod) => [pod.name, pod]),
      );
      return pods.map((pod) => interned(known.get(pod.name), pod));
    },
  };
}
