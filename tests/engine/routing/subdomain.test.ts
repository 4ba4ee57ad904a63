import { expect, test } from 'vitest';
import { BOARD, object, service, walk } from './unread/board.ts';
import { saidCause } from '../../support/said.ts';

test('a pod of a StatefulSet has no name below a Service that its serviceName does not name', () => {
  const template = {
    metadata: { labels: { app: 'jar' } },
    spec: { containers: [{ name: 'a', image: 'b', ports: [{ containerPort: 80 }] }] },
  };
  const set = object('apps/v1 StatefulSet oven/jar', {
    replicas: 1,
    serviceName: 'jar',
    selector: { matchLabels: { app: 'jar' } },
    template,
  });
  const objects = [...BOARD, set, service('oven/jar-all', 80, { clusterIP: 'None', selector: { app: 'jar' } })];
  for (const host of ['jar-0.jar-all.oven', 'jar-0.jar-all.oven.svc.cluster.local']) {
    const [outcome] = walk(objects, { from: { pod: 'town/buyer' }, to: `http://${host}/` }).outcomes;
    expect(outcome?.cause).toMatchObject({
      code: 'NAME_NOT_FOUND',
      object: { kind: 'StatefulSet', namespace: 'oven', name: 'jar' },
      path: ['spec', 'serviceName'],
    });
    expect(saidCause(outcome?.cause)).toBe(
      'Pod oven/jar-0 has no name below Service jar-all: the serviceName of its StatefulSet jar is jar.',
    );
  }
});
