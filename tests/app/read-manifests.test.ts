import { expect, test } from 'vitest';
import { checkManifests } from '../../src/app/worker/check-manifests.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { BoardCluster } from '../../src/app/worker/messages.ts';
import { readManifests } from '../../src/app/worker/read-manifests.ts';

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
`;

const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  podSelector:
    matchLabels:
      app: web
`;

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] }] },
};

test('what the controllers find is placed in the text it came from', () => {
  const { result, locate } = readManifests([{ name: 'web.yaml', text: SERVICE }]);
  expect(result.objects).toHaveLength(1);
  expect(resultOf(checkManifests({ ...result, board: boardOf(), locate })).replace).toContainEqual(
    expect.objectContaining({ code: 'SELECTOR_MATCHES_NOTHING', file: 'web.yaml', line: expect.any(Number) }),
  );
});

test('added to a board that has the pod, the selector matches', () => {
  const { result, locate } = readManifests([{ name: 'web.yaml', text: SERVICE }]);
  const findings = resultOf(checkManifests({ ...result, board: boardOf(POD), locate }));
  expect(findings.replace.map(({ code }) => code)).toContain('SELECTOR_MATCHES_NOTHING');
  expect(findings.add.map(({ code }) => code)).not.toContain('SELECTOR_MATCHES_NOTHING');
});

test('added to a board, it is looked at under the board’s settings', () => {
  const { result, locate } = readManifests([{ name: 'policy.yaml', text: POLICY }]);
  const board = { ...boardOf(POD), overrides: { cni: 'flannel' } as const };
  const { replace, add } = resultOf(checkManifests({ ...result, board, locate }));
  expect(replace.map(({ code }) => code)).not.toContain('POLICIES_NOT_ENFORCED');
  expect(add.map(({ code }) => code)).toContain('POLICIES_NOT_ENFORCED');
});

function boardOf(...objects: readonly RawObject[]): BoardCluster {
  return { objects, interventions: [], overrides: {} };
}

function resultOf<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

test('the document of an object keeps its comments, where it holds nothing else', () => {
  const commented = SERVICE.replace('  selector:', '  # those of the web\n  selector:');
  const list = `apiVersion: v1\nkind: List\nitems: # both\n- ${POLICY.trimEnd().replaceAll('\n', '\n  ')}\n`;
  const { result } = readManifests([
    { name: 'a.yaml', text: `${POLICY}---\n# the way in\n${commented}` },
    { name: 'b.yaml', text: list.replace('name: web', 'name: other') },
  ]);
  const texts = Object.entries(result.texts).map(([at, text]) => [result.objects[Number(at)]?.kind, text]);
  expect(texts).toEqual([['Service', `# the way in\n${commented}`]]);
});
