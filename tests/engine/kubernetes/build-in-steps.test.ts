import { expect, test } from 'vitest';
import { buildCluster, buildClusterInSteps } from '../../../src/engine/kubernetes/build-cluster.ts';
import { createBoard, SHOP } from '../../scenario/reference-board.ts';

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
