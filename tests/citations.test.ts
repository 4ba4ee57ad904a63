import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../scripts/install.mjs';

/** A file of the kernel or of kube-proxy is cited with the version it was read in: the next one may do otherwise. */
const UNVERSIONED = /\bLinux (?:net|include|drivers|kernel)\/\S+|\b(?:Kubernetes|kube-proxy) pkg\/\S+/g;

test('every citation of Linux, Kubernetes and kube-proxy names a version', () => {
  const folder = join(root, 'src');
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) =>
      [...readFileSync(join(folder, path), 'utf8').matchAll(UNVERSIONED)].map(([text]) => `${path}: ${text}`),
    );
  expect(found).toEqual([]);
});
