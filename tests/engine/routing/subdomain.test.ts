import { describe, expect, test } from 'vitest';
import { BOARD, object, service, walk } from './unread/board.ts';
import { saidCause, saidFix } from '../../support/said.ts';

const template = {
  metadata: { labels: { app: 'jar' } },
  spec: { containers: [{ name: 'a', image: 'b', ports: [{ containerPort: 80 }] }] },
};
const setOf = (serviceName: string) =>
  object('apps/v1 StatefulSet oven/jar', {
    replicas: 1,
    serviceName,
    selector: { matchLabels: { app: 'jar' } },
    template,
  });
const ALL = service('oven/jar-all', 80, { clusterIP: 'None', selector: { app: 'jar' } });

test('a pod of a StatefulSet has no name below a Service that its serviceName does not name', () => {
  const objects = [...BOARD, setOf('jar'), ALL];
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

test('a pod of a StatefulSet of another namespace is told by the name that works', () => {
  const named = service('oven/jar', 80, { clusterIP: 'None', selector: { app: 'jar' } });
  const ask = (host: string) =>
    walk([...BOARD, setOf('jar'), named], { from: { pod: 'town/buyer' }, to: `http://${host}/` }).outcomes[0]?.cause;
  expect(ask('jar-0.jar')).toMatchObject({
    code: 'NAME_NOT_FOUND',
    fix: { code: 'DID_YOU_MEAN', detail: { names: ['jar-0.jar.oven'] } },
  });
  expect(ask('jar-0.jar.oven')).toBeNull();
});

describe('a StatefulSet whose serviceName names no Service', () => {
  const ask = (host: string, from: string, serviceName = 'jar') =>
    walk([...BOARD, setOf(serviceName), ALL], { from: { pod: from }, to: `http://${host}/` }).outcomes[0];

  test.each([
    ['jar-0.jar', 'oven/bread'],
    ['JAR-0.Jar', 'oven/bread'],
    ['jar-0.jar.oven', 'town/buyer'],
    ['jar-0.jar.oven.svc', 'town/buyer'],
    ['jar-0.jar.oven.svc.cluster.local', 'town/buyer'],
    ['jar-0.jar.oven.svc.cluster.local.', 'town/buyer'],
    ['jar-7.jar', 'oven/bread'],
  ])('gives its pods no names: %s from %s', (host, from) => {
    const outcome = ask(host, from);
    expect(outcome?.cause).toMatchObject({
      code: 'NAME_NOT_FOUND',
      detail: { is: 'NO_GOVERNING_SERVICE' },
      object: { kind: 'StatefulSet', namespace: 'oven', name: 'jar' },
      path: ['spec', 'serviceName'],
    });
    expect(saidCause(outcome?.cause)).toBe(
      'No pod of StatefulSet oven/jar has a name: its serviceName is jar, and there is no Service jar in namespace oven.',
    );
    expect(saidFix(outcome?.cause?.fix)).toContain(
      'Create the headless Service jar in namespace oven, with the selector of StatefulSet jar. A serviceName cannot be changed: to use Service jar-all, create the StatefulSet anew with serviceName jar-all.',
    );
  });

  test('has names of the cluster, whatever site they could be', () => {
    expect(ask('jar-0.com', 'oven/bread', 'com')?.cause?.code).toBe('NAME_NOT_FOUND');
  });

  test('leaves the internet its other names', () => {
    for (const host of ['jar-0.example.com', 'jar-0.com', 'jug-0.jar', 'jar-0.jar.dev'])
      expect(ask(host, 'oven/bread')?.cause).toBeNull();
  });
});
