export { formatSource, parseSource } from '../engine/routing/request-source.ts';
