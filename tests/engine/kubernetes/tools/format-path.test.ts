import { expect, test } from 'vitest';
import { formatPath } from '../../../../src/engine/text.ts';

test.each([
  [['spec', 'rules', 0, 'host'], 'spec.rules[0].host'],
  [['metadata', 'labels', 'app.kubernetes.io/name'], 'metadata.labels[app.kubernetes.io/name]'],
  [['data', 'nginx.conf'], 'data[nginx.conf]'],
  [['spec', 'selector', 'app'], 'spec.selector.app'],
  [[], ''],
])('%j is written as the API server writes it', (path, text) => {
  expect(formatPath(path)).toBe(text);
});
