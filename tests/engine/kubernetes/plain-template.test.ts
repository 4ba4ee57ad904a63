import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainTemplate } from '../../../src/engine/kubernetes/fields/pods/plain-template.ts';
import { projectTemplate } from '../../../src/engine/kubernetes/projection/project-template.ts';
import { FIRST_LESSON } from '../../../src/lessons/catalog/first-lesson.ts';

const scalar = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('web', 'http', 80) },
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
);
const anyLabels = fc.dictionary(fc.constantFrom('app', 'tier', '__proto__x', 'a'), fc.oneof(scalar, fc.constant([])), {
  maxKeys: 2,
});
const optional = { requiredKeys: [] };
const port = fc.record({ name: scalar, containerPort: scalar, protocol: fc.constantFrom('TCP', 'UDP') }, optional);
const probe = fc.record({ tcpSocket: fc.record({ port: scalar }, optional), periodSeconds: fc.nat() }, optional);
const container = fc.record(
  {
    name: scalar,
    image: fc.oneof(fc.constantFrom('nginx', 'me:secret@registry/web', 'shop/cart@sha256:1'), scalar),
    ports: fc.oneof(fc.array(port, { maxLength: 2 }), port, scalar),
    readinessProbe: probe,
    resources: fc.constantFrom({}, { limits: { cpu: 1 } }),
  },
  optional,
);
const template = fc.record(
  {
    metadata: fc.record({ labels: anyLabels, annotations: anyLabels }, optional),
    spec: fc.record(
      { nodeSelector: anyLabels, containers: fc.array(container, { maxLength: 2 }), hostNetwork: fc.boolean() },
      optional,
    ),
  },
  optional,
);

const word = fc.constantFrom('web', 'http', 'a/b:1');
const mostlyPlain = fc.record(
  {
    metadata: fc.record({ labels: fc.dictionary(word, scalar, { minKeys: 1, maxKeys: 2 }) }),
    spec: fc.record({
      containers: fc.array(
        fc.record(
          { name: word, image: word, ports: fc.array(port, { minLength: 1, maxLength: 2 }), readinessProbe: probe },
          { requiredKeys: ['name'] },
        ),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  },
  { requiredKeys: ['spec'] },
);

test('what is plain enters a link as it is', () => {
  let plain = 0;
  fc.assert(
    fc.property(fc.oneof(template, mostlyPlain), (given) => {
      if (!isPlainTemplate(given)) return;
      plain += 1;
      expect(projectTemplate(given)).toEqual(given);
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test('the lesson that opens by itself has plain templates', async () => {
  const lesson = await FIRST_LESSON.load();
  const templates = lesson.objects.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec);
  expect(templates).toHaveLength(1);
  for (const spec of templates) expect(isPlainTemplate((spec as { template: unknown }).template)).toBe(true);
});
