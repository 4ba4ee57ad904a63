/** What somebody may have meant. */
export { editDistance, nearestNames } from './kubernetes/tools/nearest-names.ts';
