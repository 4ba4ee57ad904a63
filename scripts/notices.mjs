// The licences of what the built page and command line contain of others; most of them ask to be passed on.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

/** Tools that leave something of themselves in what they build: a reset of styles, loaders of modules. */
const BUILDERS = ['tailwindcss', 'vite', 'rolldown'];
const LICENCE = /^(licen[cs]e|copying|notice)/i;

/**
 * @typedef {{ readonly dev?: boolean, readonly devOptional?: boolean, readonly optional?: boolean }} Locked
 * @typedef {{ readonly name: string, readonly version: string, readonly licence: string, readonly home: string, readonly text: string }} Notice
 */

/**
 * @param {readonly string[]} modules paths of what was bundled: each package among them must be known
 * @returns {string} the notices of everything the build may contain; throws where a package has no licence text
 */
export function formatNotices(modules) {
  const paths = [...new Set([...productionPackages(), ...BUILDERS.map((name) => `node_modules/${name}`)])].sort();
  const unknown = modules
    .map(packageOf)
    .filter((name) => name !== null && !paths.some((path) => path.endsWith(`node_modules/${name}`)));
  if (unknown.length > 0)
    throw new Error(`Bundled, and not among the dependencies: ${[...new Set(unknown)].join(', ')}`);
  const head =
    'packetwalk is licensed under Apache-2.0. It contains the following work of others, under the licences given with each.\n';
  return [head, ...paths.map(readNotice).map(formatNotice)].join(`\n${'-'.repeat(80)}\n\n`);
}

/** @returns {readonly string[]} folders of the packages that are installed for the program itself, not to build or test it */
function productionPackages() {
  /** @type {Readonly<Record<string, Locked>>} */
  const packages = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(packages)
    .filter(([path, { dev, devOptional, optional }]) => path !== '' && !dev && !devOptional && !optional)
    .map(([path]) => path)
    .filter((path) => !path.includes('node_modules/@types/') && existsSync(join(root, path)));
}

/**
 * @param {string} module
 * @returns {string | null} the package it belongs to
 */
function packageOf(module) {
  const [, name] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(module) ?? [];
  return name?.replaceAll('\\', '/') ?? null;
}

/**
 * @param {string} path
 * @returns {Notice}
 */
function readNotice(path) {
  const folder = join(root, path);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((name) => LICENCE.test(name))
    .sort();
  if (texts.length === 0) throw new Error(`${manifest.name} comes without the text of its licence`);
  return {
    name: manifest.name,
    version: manifest.version,
    licence: manifest.license ?? '',
    home: manifest.homepage ?? manifest.repository?.url ?? '',
    text: texts.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n'),
  };
}

/** @param {Notice} notice */
function formatNotice({ name, version, licence, home, text }) {
  return `${name} ${version}   ${licence}\n${home}\n\n${text}\n`;
}
