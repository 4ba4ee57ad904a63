import type { NamespacedName } from '../../kubernetes/model/assumption.ts';

/** The names alone. */
export const namesOf = ({ namespace, name }: NamespacedName): NamespacedName => ({ namespace, name });
