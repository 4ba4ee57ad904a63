import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { prose } from '../../src/ui/prose.ts';

test('plain apostrophes become typographic ones, quotation marks stay', () => {
  expect(prose("node-3's kube-proxy doesn't know the Service's port")).toBe(
    'node-3’s kube-proxy doesn’t know the Service’s port',
  );
  expect(prose("a key named 'a' and --comment 'shop/cart's'")).toBe("a key named 'a' and --comment 'shop/cart’s'");
});

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

test('what is written for the screen has typographic apostrophes', () => {
  const plain = ['narration', 'features', 'ui', 'app', 'lessons'].flatMap((folder) =>
    readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) =>
        readFileSync(join(SRC, folder, name), 'utf8')
          .split('\n')
          .filter((line) => !/^\s*(?:\/\/|\/\*|\*)/.test(line))
          .filter((line) => /[a-z}]'(?:s|t|re|ll)\b/i.test(line.replace(/\/\/ .*$|\/\*\*.*$/, '')))
          .map((line) => `${folder}/${name}: ${line.trim()}`),
      ),
  );
  expect(plain).toEqual([]);
});
