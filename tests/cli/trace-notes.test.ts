import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { buildCommandLine, type CommandLine } from './call-cli.ts';
import { SHOP_YAML } from './shop-yaml.ts';

// What was found wrong is told behind the answer to one request: of what the walk meets by itself, of the rest how much.

let cli: CommandLine;
let file: string;

const FOUND = `
---
{apiVersion: v1, kind: Service, metadata: {name: typo, namespace: shop}, spec: {selector: {app: wbe}, ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: typo-2, namespace: shop}, spec: {selector: {app: wbe}, ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: other, namespace: shop}, spec: {selector: {app: web}, ports: [{port: 80, targetPort: 9999}]}}
`;

beforeAll(() => {
  cli = buildCommandLine();
  file = cli.file('found.yaml', SHOP_YAML + FOUND);
}, 60_000);

const trace = (to: string, ...more: readonly string[]) =>
  cli.call(['trace', file, '--from', 'pod/shop/client', '--to', to, ...more]);

const told = (err: string): readonly string[] => [...err.matchAll(/\[([A-Z_]+)\]$/gm)].map(([, code = '']) => code);

test('of a walk that meets none of it only how much there is, and what lists it', () => {
  const { out, err } = trace('http://web/');
  expect(out).toMatch(/^REACHABLE/);
  expect(told(err)).toEqual([]);
  expect(err).toBe('3 findings about what this walk does not meet: packetwalk inspect lists them\n');
});

test('what the walk meets is told with its place, and the rest is counted', () => {
  const { err } = trace('http://typo/');
  expect(told(err)).toEqual(['SELECTOR_MATCHES_NOTHING']);
  expect(err).toMatch(/found\.yaml:\d+:\d+: warning: /);
  expect(err).toContain('and 2 more findings about what this walk does not meet');
  expect(told(trace('http://other/').err)).toEqual(['TARGET_PORT_NOT_DECLARED']);
});

test('the answer comes first on a terminal that shows both', () => {
  const line = '"$0" "$1" trace "$2" --from pod/shop/client --to http://typo/ 2>&1';
  const both = execFileSync('bash', ['-c', line, process.execPath, cli.program, file], { encoding: 'utf8' });
  expect(both.indexOf('UNREACHABLE')).toBe(0);
  expect(both.indexOf('findings about')).toBeGreaterThan(both.indexOf('The walk'));
});

test('a document that cannot be read is always told, and so is everything where there is no answer', () => {
  const broken = cli.file('broken.yaml', `${SHOP_YAML}${FOUND}---\na: "b\n`);
  const call = (from: string) => cli.call(['trace', broken, '--from', from, '--to', 'http://web/']);
  expect(told(call('pod/shop/client').err)).toContain('YAML_SYNTAX');
  expect(told(call('pod/shop/nobody').err)).toContain('SELECTOR_MATCHES_NOTHING');
});

test('programs, and who asks many requests, have all of it', () => {
  expect(told(trace('http://web/', '--json').err)).toHaveLength(3);
  const requests = cli.file('one.jsonl', '{"from": {"pod": "shop/client"}, "to": "http://web/"}\n');
  expect(told(cli.call(['trace', file, '--requests', requests]).err)).toHaveLength(3);
});

test('among thousands of objects those that the walk meets are looked at, and it is said that the others are not', () => {
  const many = Array.from({ length: 5001 }, (_, index) => {
    const metadata = { name: `alone-${index}`, namespace: 'crowd' };
    const ports = [{ port: 80 }];
    return { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: 'nobody' }, ports } };
  });
  const crowd = cli.file('crowd.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: many }));
  const { err } = cli.call(['trace', file, crowd, '--from', 'pod/shop/client', '--to', 'http://typo/', '--json']);
  expect(told(err)).toEqual(['SELECTOR_MATCHES_NOTHING']);
  expect(err).toContain('packetwalk inspect looks at all');
});
