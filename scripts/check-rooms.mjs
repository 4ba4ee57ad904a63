// A folder is a room that one can name: it holds few files. Folders of a project, and files anywhere, import each other only
// downhill, types included. (Between projects the compiler sees to that.)

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './install.mjs';

const MOST_FILES = 20;

const anyImport = /^\s*(?:import|export)\s+(?:[^'"`;]*?\sfrom\s+)?'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'\s*\)/gm;

/**
 * @param {string} folder that holds the projects
 * @returns {readonly string[]} one line per folder that holds too much and per circle, empty when all is well
 */
export function findCrowdedRooms(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => /(?<!\.d)\.tsx?$/.test(path)).map((path) => join(folder, path));
  const projects = paths
    .filter((path) => /(^|[\\/])tsconfig\.json$/.test(path))
    .map((path) => join(folder, dirname(path)))
    .sort((a, b) => b.length - a.length);
  /** @param {string} path */
  const name = (path) => relative(folder, path).split(sep).join('/');
  const crowded = [...roomsOf(files)]
    .filter(([, inside]) => inside.length > MOST_FILES)
    .map(([room, inside]) => `${name(room)} holds ${inside.length} files; expected at most ${MOST_FILES}`);
  const circles = projects.flatMap((project) => {
    const own = files.filter((file) => projects.find((each) => file.startsWith(each + sep)) === project);
    return findCircles(arrowsBetween(new Set(own))).map((circle) => `circle: ${circle.map(name).join(' → ')}`);
  });
  const small = findCircles(arrowsOfFiles(new Set(files)));
  return [...crowded, ...circles, ...small.map((circle) => `circle of files: ${circle.map(name).join(' → ')}`)];
}

/** @param {readonly string[]} files */
function roomsOf(files) {
  /** @type {Map<string, string[]>} */
  const rooms = new Map();
  for (const file of files) rooms.set(dirname(file), [...(rooms.get(dirname(file)) ?? []), file]);
  return rooms;
}

/**
 * @param {ReadonlySet<string>} files
 * @returns {ReadonlyMap<string, ReadonlySet<string>>} for each file those it imports
 */
function arrowsOfFiles(files) {
  return new Map([...files].map((file) => [file, new Set(importedBy(file).filter((target) => files.has(target)))]));
}

/** @param {string} file */
function importedBy(file) {
  const matches = readFileSync(file, 'utf8').matchAll(anyImport);
  // What is fetched later is no circle: by then both are there.
  return [...matches].flatMap((match) => (match[1] === undefined ? [] : [resolve(dirname(file), match[1])]));
}

/**
 * @param {ReadonlySet<string>} files of one project
 * @returns {ReadonlyMap<string, ReadonlySet<string>>} for each folder those it imports from
 */
function arrowsBetween(files) {
  /** @type {Map<string, Set<string>>} */
  const arrows = new Map();
  for (const file of files) {
    const room = dirname(file);
    const others = arrows.get(room) ?? new Set();
    arrows.set(room, others);
    for (const match of readFileSync(file, 'utf8').matchAll(anyImport)) {
      const target = resolve(room, match[1] ?? match[2] ?? '');
      if (files.has(target) && dirname(target) !== room) others.add(dirname(target));
    }
  }
  return arrows;
}

/**
 * @param {ReadonlyMap<string, ReadonlySet<string>>} arrows
 * @returns {readonly (readonly string[])[]} a circle for each arrow that leads back to where one came from
 */
function findCircles(arrows) {
  /** @type {string[][]} */
  const circles = [];
  const done = new Set();
  /** @param {string} room @param {readonly string[]} way */
  const visit = (room, way) => {
    const before = way.indexOf(room);
    if (before >= 0) circles.push([...way.slice(before), room]);
    if (before >= 0 || done.has(room)) return;
    for (const next of arrows.get(room) ?? []) visit(next, [...way, room]);
    done.add(room);
  };
  for (const room of arrows.keys()) visit(room, []);
  return circles;
}

if (import.meta.filename === process.argv[1]) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const folder = resolve(positionals[0] ?? join(root, 'src'));
  if (!existsSync(folder)) throw new Error(`no folder ${folder}`);
  const found = findCrowdedRooms(folder);
  for (const line of found) console.error(line);
  process.exitCode = found.length === 0 ? 0 : 1;
}
