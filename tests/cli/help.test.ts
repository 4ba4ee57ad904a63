import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { buildCommandLine, type Called, type CommandLine } from './call-cli.ts';

let cli: CommandLine;
const call = (...args: readonly string[]): Called => cli.call(args);

beforeAll(() => {
  cli = buildCommandLine();
}, 60_000);

test('the name alone, --help and the help of each command help', () => {
  for (const args of [[], ['--help'], ['help'], ['trace', '--help'], ['help', 'reach']]) {
    expect(cli.call(args)).toMatchObject({ code: 0, out: expect.stringContaining('usage: packetwalk'), err: '' });
  }
  expect(call('trace', '-h').out).toContain('--expect VERDICT');
  expect(call('reach', '-h').out).not.toContain('--expect');
});

test('--version tells the version of the package, and the help tells of it', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  for (const args of [['--version'], ['trace', '--version']]) {
    expect(cli.call(args)).toEqual({ code: 0, out: `packetwalk ${version}\n`, err: '' });
  }
  expect(call('--help').out).toContain('packetwalk --version');
  expect(call('trace', '--help').out).not.toContain('--version');
});

test('completion scripts are scripts', () => {
  const script = cli.file('completion.bash', call('completion', 'bash').out);
  const completed = (words: string, at: number): string => {
    const line = `. ${script}; COMP_WORDS=(${words}); COMP_CWORD=${at}; _packetwalk; echo "\${COMPREPLY[@]}"`;
    return spawnSync('bash', ['-c', line], { encoding: 'utf8' }).stdout.trim();
  };
  expect(completed('packetwalk trace --out', 2)).toBe('--output');
  expect(completed('packetwalk --v', 1)).toBe('--version');
  expect(completed('packetwalk re', 1)).toBe('reach resolve');
  expect(call('completion', 'zsh').out).toContain('--proxy-mode[');
  expect(call('completion', 'fish').out).toContain('-l proxy-mode -x');
  for (const shell of ['zsh', 'fish']) expect(call('completion', shell).out).toMatch(/(--|-l )version/);
});
