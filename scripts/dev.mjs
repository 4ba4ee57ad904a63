// npm run dev: the page with hot reloading.

import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
const { createServer } = await import('vite');
const server = await createServer({ root });
await server.listen();
server.printUrls();
