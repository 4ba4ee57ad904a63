// What the built page has beside its bundle: a Content-Security-Policy, the list of its files in the service worker, the notices.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { transformWithOxc } from 'vite';
import { makePicture } from './first-picture.mjs';
import { root } from './install.mjs';
import { formatNotices } from './notices.mjs';

const WORKER = 'service-worker.js';
const WORKER_SOURCE = join(root, 'src/app/service-worker/service-worker.ts');
const NOTICES = 'third-party-notices.txt';

/**
 * @typedef {{ readonly script: string, readonly lesson: string }} First the module that runs before anybody touches anything, beside
 * the one the page names, and the one that fetches the lesson it opens; below the root
 */

/**
 * @param {First} first
 * @param {(id: string) => { readonly dynamicallyImportedIds: readonly string[] } | null} infoOf
 * @returns {readonly string[]} the modules, lesson included; none in a build of something else, such as the pages to measure; throws where
 * it is not exactly one lesson
 */
export function firstModules({ script, lesson }, infoOf) {
  if (infoOf(join(root, script)) === null) return [];
  const lessons = infoOf(join(root, lesson))?.dynamicallyImportedIds ?? [];
  if (lessons.length !== 1)
    throw new Error(`${lesson} fetches ${lessons.length} modules; expected the first lesson alone`);
  return [join(root, script), ...lessons];
}

/**
 * @param {First} first
 * @param {string} next what runs then, where anything else is opened than the first board
 * @returns {import('vite').Plugin}
 */
export function pageFiles(first, next) {
  /** @type {import('vite').ResolvedConfig['resolve'] | undefined} */
  let resolve;
  return {
    name: 'packetwalk-page-files',
    apply: 'build',
    configResolved(config) {
      ({ resolve } = config);
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir = 'dist' }, bundle) {
        // Pages to measure are built alike and have none of it.
        if (bundle['index.html'] === undefined) return;
        const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
        writeFileSync(join(dir, NOTICES), formatNotices(modules));
        const page = join(dir, 'index.html');
        const picture = await makePicture({ alias: resolve?.alias ?? [] });
        const whole = inlineStyles(readFileSync(page, 'utf8'), (file) => {
          const text = readFileSync(join(dir, file), 'utf8');
          rmSync(join(dir, file));
          return text;
        });
        const begin = firstModules(first, (id) => this.getModuleInfo(id));
        const html = addPrefetches(whole, filesOf(bundle, begin));
        const then = [...filesOf(bundle, [...begin, join(root, next)])].filter((file) => !whole.includes(file));
        writeFileSync(page, addPolicy(addPicture(html, picture, then), [picture.script]));
        writeFileSync(join(dir, WORKER), await createWorker(dir));
      },
    },
  };
}

/**
 * @param {import('vite').Rolldown.OutputBundle} bundle
 * @param {readonly string[]} modules
 * @returns {ReadonlySet<string>} the scripts that hold these modules and what they import
 */
function filesOf(bundle, modules) {
  const files = new Set(
    Object.values(bundle).flatMap((file) =>
      file.type === 'chunk' && modules.some((module) => file.facadeModuleId === module) ? [file.fileName] : [],
    ),
  );
  // Grows as it is walked.
  for (const name of files) {
    const file = bundle[name];
    if (file?.type === 'chunk') for (const each of file.imports) files.add(each);
  }
  return files;
}

/**
 * @param {string} html
 * @param {(file: string) => string} take the text of a style sheet, which is no file of its own any more
 * @returns {string} the page with its style sheets in it: nothing that is seen first waits for another answer
 */
export function inlineStyles(html, take) {
  return html.replaceAll(/<link rel="stylesheet"[^>]* href="\.\/([^"]+)">/g, (_, file) => {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    const css = take(file);
    if (css.includes('</')) throw new Error(`The style sheet ${file} can't stand in a page`);
    return `<style>${css.trim().replaceAll(/url\((["']?)\.\//g, (_match, quote) => `url(${quote}./${folder}`)}</style>`;
  });
}

/**
 * @param {string} html
 * @param {Iterable<string>} files
 * @returns {string} the page that has these scripts fetched at once, before any of them asks for another, and not read yet: other
 * threads that read them while the picture is painted keep the processor from it; what the picture takes goes before them all
 */
export function addPrefetches(html, files) {
  const missing = [...files].filter((file) => !html.includes(file));
  const links = missing.map((file) => `<link rel="prefetch" as="script" crossorigin href="./${file}">`);
  return html
    .replace('</head>', () => `${links.join('\n    ')}\n  </head>`)
    .replaceAll(/<(?:link rel="modulepreload"|script type="module")/g, '$& fetchpriority="low"');
}

const ROOT = '<div id="root">';
/** A script that is none: the first request of the first board with what it comes to (recalled-walk.ts). */
const DATA = '<script type="application/json" id="first-walk">';

/**
 * @param {string} html
 * @param {{ readonly html: string, readonly css: string, readonly script: string, readonly walk: string }} picture
 * @param {readonly string[]} [then] the scripts to fetch at once where the picture is not shown
 * @returns {string} the page with a picture in the place that its program takes
 */
export function addPicture(html, { html: drawn, css, script, walk }, then = []) {
  for (const mark of [ROOT, '</head>', '<noscript>'])
    if (html.split(mark).length !== 2) throw new Error(`The page has no place for its picture: ${mark}`);
  // Nothing in it can be used: who could press a button of it would press in vain.
  const otherwise = then.map((file) => `./${file}`).join(' ');
  const shown = `${ROOT}\n      <div id="picture" data-otherwise="${otherwise}" hidden inert aria-hidden="true">${drawn}</div>`;
  return html
    .replace(ROOT, () => shown)
    .replace('</head>', () => `<style>${css}</style>\n  </head>`)
    .replace(
      '<noscript>',
      () => `<script>${script}</script>\n    ${DATA}${walk.replaceAll('<', '\\u003c')}</script>\n    <noscript>`,
    );
}

/**
 * @param {string} html
 * @param {readonly string[]} [own] the scripts that stand in the page itself
 * @returns {string} the page with its policy in front of everything that is fetched
 */
export function addPolicy(html, own = []) {
  const rest = own.reduce((text, script) => text.replace(`<script>${script}</script>`, ''), html).replace(DATA, '');
  if (/<script(?![^>]*\bsrc=)[^>]*>|\son\w+=|\sstyle=/i.test(rest))
    throw new Error('The page holds a script or a style that its policy forbids');
  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
    ([, text = '']) => `'sha256-${digest(text, 'base64')}'`,
  );
  const policy = [
    "default-src 'none'",
    ["script-src 'self'", ...own.map((script) => `'sha256-${digest(script, 'base64')}'`)].join(' '),
    ["style-src 'self'", ...styles].join(' '),
    "img-src 'self' data:",
    'media-src blob:',
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
  const charset = '<meta charset="utf-8" />';
  if (!html.includes(charset)) throw new Error('The page does not begin with its character set');
  return html.replace(charset, `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`);
}

/**
 * @param {string} dir
 * @returns {Promise<string>} the service worker, which knows every file of the page
 */
async function createWorker(dir) {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((file) => !file.startsWith('cli/') && file !== WORKER)
    .sort();
  const source = readFileSync(WORKER_SOURCE, 'utf8');
  const version = digest(
    [source, ...files.map((file) => `${file} ${digest(readFileSync(join(dir, file)), 'hex')}`)].join('\n'),
    'hex',
  );
  // The page itself goes by the name of its folder: that is the address people open.
  const listed = files.map((file) => (file === 'index.html' ? '' : file));
  const { code } = await transformWithOxc(source, WORKER_SOURCE, { target: 'es2022' });
  return `const VERSION = ${JSON.stringify(version.slice(0, 12))};\nconst FILES = ${JSON.stringify(listed)};\n${code}`;
}

/**
 * @param {string | Buffer} text
 * @param {'hex' | 'base64'} encoding
 */
function digest(text, encoding) {
  return createHash('sha256').update(text).digest(encoding);
}
