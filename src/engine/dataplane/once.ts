export { once } from '../kubernetes/once.ts';
