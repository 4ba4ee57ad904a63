// The compiler refuses an import outside a project's references, but it also lets through what those projects refer to in turn.
// Types may take that way: they vanish. Values may not: a value import needs a reference of its own. And of the engine the outside
// imports only its faces, types included.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './install.mjs';

/** What the outside may import of a folder with rooms of its own: the files that stand in it. */
const FACES = ['engine'];

const importOfAnything = /^\s*(?:import|export)\s+(?:[^'"`;]*?\sfrom\s+)?'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'\s*\)/gm;
const importOfValues =
  /^\s*(?:import|export)\s+(?!type\b)(?:[^'"`;]*?\sfrom\s+)?'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'\s*\)/gm;

/**
 * @param {string} folder that holds the projects
 * @returns {readonly string[]} one line per value import without a reference, empty when all is well
 */
export function findForeignImports(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !path.includes('node_modules'),
  );
  const projects = paths
    .filter((path) => /(^|[\\/])tsconfig\.json$/.test(path))
    .map((path) => join(folder, dirname(path)));
  /** @param {string} file */
  const projectOf = (file) =>
    projects.filter((project) => file.startsWith(project + sep)).sort((a, b) => b.length - a.length)[0];

  return paths
    .filter((path) => /(?<!\.d)\.tsx?$/.test(path))
    .map((path) => join(folder, path))
    .flatMap((file) => {
      const project = projectOf(file);
      if (project === undefined) return [];
      const allowed = [project, ...references(project)];
      return valueImports(file)
        .filter((target) => !allowed.includes(projectOf(target) ?? ''))
        .map((target) => `${relative(folder, file)} imports values from ${relative(folder, target)}`);
    });
}

/**
 * @param {string} folder that holds the projects
 * @returns {readonly string[]} one line per import that reaches behind a face, be it of types, empty when all is well
 */
export function findDeepImports(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.d)\.tsx?$/.test(path))
    .map((path) => join(folder, path));
  return FACES.map((face) => join(folder, face)).flatMap((face) =>
    files
      .filter((file) => !file.startsWith(face + sep))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(importOfAnything)]
          .map((match) => resolve(dirname(file), match[1] ?? match[2] ?? ''))
          .filter((target) => target.startsWith(face + sep) && dirname(target) !== face)
          .map((target) => `${relative(folder, file)} reaches behind the face for ${relative(folder, target)}`),
      ),
  );
}

/** @param {string} file */
function valueImports(file) {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(importOfValues)].map((match) => resolve(dirname(file), match[1] ?? match[2] ?? ''));
}

/**
 * @param {string} project
 * @returns {readonly string[]} those it refers to; a list of projects, which has no files of its own, stands for what it lists
 */
function references(project) {
  /** @type {readonly { readonly path: string }[]} */
  const listed = configOf(project).references ?? [];
  return listed
    .map(({ path }) => resolve(project, path))
    .flatMap((each) => (configOf(each).files?.length === 0 ? references(each) : [each]));
}

/** @param {string} project */
function configOf(project) {
  return JSON.parse(readFileSync(join(project, 'tsconfig.json'), 'utf8'));
}

if (import.meta.filename === process.argv[1]) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const folder = resolve(positionals[0] ?? join(root, 'src'));
  if (!existsSync(folder)) throw new Error(`no folder ${folder}`);
  const found = [...findForeignImports(folder), ...findDeepImports(folder)];
  for (const line of found) console.error(line);
  process.exitCode = found.length === 0 ? 0 : 1;
}
