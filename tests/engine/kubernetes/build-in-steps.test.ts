import { expect, test } from 'vitest';
import { buildPodsInSteps } from '../../../src/engine/kubernetes/build/build-cluster.ts';
import { createBoard, SHOP } from '../../scenario/reference-board.ts';
import { buildCluster, buildClusterInSteps } from '../../whole-engine.ts';

test('a cluster built in steps is the one built in one go, and edits go on from it', () => {
  const { objects } = createBoard(SHOP).document;
  const steps = buildClusterInSteps({ objects });
  let count = 0;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) count += 1;
  expect(count).toBeGreaterThan(4);
  const whole = buildCluster({ objects });
  const stepped = step.value;
  expect(stepped.pods).toEqual(whole.pods);
  expect(stepped.services.map(({ clusterIPs }) => clusterIPs)).toEqual(
    whole.services.map(({ clusterIPs }) => clusterIPs),
  );
  expect(stepped.findings).toEqual(whole.findings);
  const edited = buildCluster({ objects: objects.slice(0, -1), previous: stepped });
  expect(edited.pods).toEqual(buildCluster({ objects: objects.slice(0, -1) }).pods);
});

test('pods built in steps are those of the cluster', () => {
  const pods = Array.from({ length: 120 }, (_, n) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `web-${n}` },
    spec: { containers: [{ name: 'web', image: 'web' }] },
  }));
  const cluster = buildCluster({ objects: pods });
  const shares = [...buildPodsInSteps(cluster)];
  expect(shares.length).toBeGreaterThan(1);
  expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
  expect(cluster.pods).toEqual(buildCluster({ objects: pods }).pods);
});
