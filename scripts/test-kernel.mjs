// npm run test:kernel: holds the engine against the Linux kernel (tests/kernel). Needs Linux and root.
//   npm run test:kernel -- [--scenarios N] [--seed S] [--flows N] [--modes iptables,nftables] [--cni NAME] [--jobs N] [--save FOLDER]

import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
const { runnerImport } = await import('vite');
const { module } = await runnerImport(join(root, 'tests/kernel/run.ts'), { configFile: false, root, logLevel: 'warn' });
const { runKernelTest } = /** @type {{ runKernelTest: (args: readonly string[]) => Promise<number> }} */ (module);
process.exitCode = await runKernelTest(process.argv.slice(2));
