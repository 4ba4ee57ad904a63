import { installDnsCache } from '../dns-cache-program.ts';
import { createDnsCache } from './node-cache.ts';

installDnsCache(createDnsCache);
