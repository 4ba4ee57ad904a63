export { once, onceEach } from '../../kubernetes/tools/once.ts';
