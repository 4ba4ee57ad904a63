export { formatSource, parseSource } from '../engine/routing/request/request-source.ts';
