import type { RawObject } from '../../engine/objects.ts';
import { type BoardObject, podPath, selectorPath } from './board-objects.ts';
import { type Fields, fieldsAt, labelsAt, listAt, withField } from './fields.ts';

type Labels = Readonly<Record<string, string>>;

/** A selector, and the labels of the pods it selects. */
interface Selection {
  readonly matchLabels: Labels;
  readonly matchExpressions: readonly Fields[];
  readonly labels: Labels;
}

/** A copy of a workload that has pods of its own: neither selects those of the other. */
export function ownPods(copy: BoardObject, name: string): RawObject {
  const { ref } = copy;
  const selector = selectorPath(copy);
  const [first, ...rest] = [...podPath(ref.kind), 'metadata', 'labels'];
  const object = withoutControllerLabels(copy.object, [first, ...rest]);
  const labels = labelsAt(object, first, ...rest);
  const matchLabels = labelsAt(object, ...selector);
  const matchExpressions = listAt(fieldsAt(object, 'spec', 'selector')['matchExpressions']);
  if (Object.keys(matchLabels).length === 0 && matchExpressions.length === 0) {
    // A controller that needs no selector tells its pods apart itself.
    return withField(object, [first, ...rest], toldApart(labels, toldLabels(labels, ref.name), name));
  }
  const own = apart({ matchLabels, matchExpressions, labels }, ref.name, name);
  const labelled = withField(object, [first, ...rest], own.labels);
  const selecting = withField(labelled, selector, own.matchLabels);
  if (matchExpressions.length === 0) return selecting;
  const { matchExpressions: _before, ...kept } = fieldsAt(selecting, 'spec', 'selector');
  const left = own.matchExpressions.length > 0 && { matchExpressions: own.matchExpressions };
  return withField(selecting, ['spec', 'selector'], { ...kept, ...left });
}

/** A Job's controller labels its pods by the Job's own uid, and selects them by that. // Kubernetes v1.35 pkg/registry/batch/job/strategy.go */
function withoutControllerLabels(object: RawObject, path: readonly [string, ...string[]]): RawObject {
  const isOfController = (label: string): boolean => /(^|\/)controller-uid$/.test(label);
  const labels = labelsAt(object, ...path);
  if (!Object.keys(labels).some(isOfController)) return object;
  const { selector: _selector, ...spec } = fieldsAt(object, 'spec');
  const own = Object.entries(labels).filter(([label]) => !isOfController(label) && !/(^|\/)job-name$/.test(label));
  return withField({ ...object, spec }, path, Object.fromEntries(own));
}

/** Pods are told apart by a label: that of the name, else the first that they are selected by. */
function toldLabels(labels: Labels, before: string): ReadonlySet<string> {
  const named = Object.keys(labels).filter((label) => labels[label] === before);
  return new Set(named.length > 0 ? named : Object.keys(labels).slice(0, 1));
}

function toldApart(labels: Labels, told: ReadonlySet<string>, name: string): Labels {
  return Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, told.has(label) ? name : value]));
}

function apart({ matchLabels, matchExpressions, labels }: Selection, before: string, name: string): Selection {
  const told = toldLabels(matchLabels, before);
  if (told.size > 0) {
    return {
      matchLabels: toldApart(matchLabels, told, name),
      matchExpressions: matchExpressions.filter(({ key }) => typeof key !== 'string' || !told.has(key)),
      labels: toldApart(labels, told, name),
    };
  }
  return apartByExpression(matchExpressions[0] ?? {}, labels, name);
}

/** Where there are expressions alone, the copy's pods are such that the first of them does not hold. */
function apartByExpression({ key, operator, values }: Fields, labels: Labels, name: string): Selection {
  const label = typeof key === 'string' ? key : 'app';
  const { [label]: _before, ...others } = labels;
  const another = label === 'app' ? 'app.kubernetes.io/instance' : 'app';
  const refused = Array.isArray(values) && typeof values[0] === 'string' ? values[0] : name;
  const own = {
    Exists: { [another]: name },
    NotIn: { [label]: refused, [another]: name },
  }[String(operator)] ?? { [label]: name };
  return { matchLabels: own, matchExpressions: [], labels: { ...others, ...own } };
}
