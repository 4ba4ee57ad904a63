import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { node } from '../fixture.ts';

/** What an application looks like from where lines are drawn. */
interface Shape {
  readonly namespace: string;
  /** Pods of each workload. */
  readonly workloads: readonly number[];
  /** For each Service the workloads it selects, by index. */
  readonly services: readonly (readonly number[])[];
  /** Names begin with the namespace, as charts write them. */
  readonly longNames?: true;
  readonly seed: number;
}

const one = (count: number): readonly number[] => Array.from({ length: count }, () => 1);
const each = (count: number): readonly (readonly number[])[] => Array.from({ length: count }, (_, index) => [index]);

/** A Service whose pods are of three versions. */
const BOOKS: Shape = { namespace: 'books', seed: 11, workloads: one(6), services: [[0], [1], [2, 3, 4], [5]] };
/** A second Service, for the load balancer, before one of the workloads. */
const BOUTIQUE: Shape = { namespace: 'boutique', seed: 23, workloads: one(12), services: [...each(11), [0]] };
/** One workload with two Services, and long names that begin alike. */
const DELIVERY: Shape = {
  namespace: 'delivery',
  seed: 37,
  workloads: one(7),
  services: [...each(7), [3]],
  longNames: true,
};
const SOCKS: Shape = { namespace: 'socks', seed: 41, workloads: one(14), services: each(14) };
const GUESTS: Shape = { namespace: 'guests', seed: 53, workloads: [3, 1, 2], services: each(3) };
const VOTES: Shape = { namespace: 'votes', seed: 67, workloads: one(5), services: each(4) };

const SYLLABLES = ['car', 'ta', 'log', 'pay', 'ro', 'men', 'ship', 'ki', 'user', 'be', 'rec', 'om', 'que', 'ad'];

/** Applications of the shapes people meet, of our own making: the same every time. */
export const APPLICATIONS: Readonly<Record<string, readonly RawObject[]>> = {
  books: application([BOOKS]),
  boutique: application([BOUTIQUE]),
  delivery: application([DELIVERY]),
  socks: application([SOCKS]),
  'six together': application([BOOKS, BOUTIQUE, DELIVERY, SOCKS, GUESTS, VOTES]),
};

function application(shapes: readonly Shape[]): readonly RawObject[] {
  return [node(1), node(2), node(3), ...shapes.flatMap(objectsOf)];
}

function objectsOf(shape: Shape): readonly RawObject[] {
  const { namespace } = shape;
  const next = randomOf(shape.seed);
  const taken = new Set<string>();
  const name = (): string => {
    for (;;) {
      const length = 2 + Math.floor(next() * 2);
      const word = Array.from({ length }, () => SYLLABLES[Math.floor(next() * SYLLABLES.length)] ?? '').join('');
      if (taken.has(word)) continue;
      taken.add(word);
      return shape.longNames === true ? `${namespace}-controller-${word}` : word;
    }
  };
  const workloads = shape.workloads.map((replicas) => {
    const workload = name();
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: workload, namespace },
      spec: {
        replicas,
        selector: { matchLabels: { app: workload } },
        template: {
          metadata: { labels: { app: workload } },
          spec: { containers: [{ name: 'main', image: 'main:1', ports: [{ containerPort: 8080 }] }] },
        },
      },
    };
  });
  // Every workload says which Services select it.
  const services = shape.services.map((selected, index) => {
    const label = `s${index}`;
    for (const at of selected) Object.assign(workloads[at]?.spec.template.metadata.labels ?? {}, { [label]: 'yes' });
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: name(), namespace },
      spec: { selector: { [label]: 'yes' }, ports: [{ port: 80, targetPort: 8080 }] },
    };
  });
  return [...workloads, ...services];
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
