import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { holdFiles, serve } from '../../scripts/static-server.mjs';

/** Serves the built page from a sub-folder on a free port of this machine; relative addresses are the only ones that work there. */
export default async function serveBuiltPage(): Promise<() => void> {
  const folder = fileURLToPath(new URL('../../dist', import.meta.url));
  if (!existsSync(`${folder}/index.html`)) throw new Error('The page is not built: npm run build');
  const base = '/some/sub-folder/';
  // Each test opens the page with an empty cache and asks for a hundred files: none of them is read from the disk again.
  const server = await serve({ folder, base, host: '127.0.0.1', port: 0, held: holdFiles(folder) });
  process.env['PACKETWALK_URL'] = `http://127.0.0.1:${server.port}${base}`;
  return server.close;
}
