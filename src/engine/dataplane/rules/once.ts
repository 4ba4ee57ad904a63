export { once, onceEach } from '../../kubernetes/once.ts';
