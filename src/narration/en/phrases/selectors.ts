import type { LabelRequirement, LabelSelector } from '../../../engine/objects.ts';

/** "app=web, tier in (front, back)"; "everything" for an empty selector. */
export function selectorText({ labels, expressions }: LabelSelector): string {
  const parts = [
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ...expressions.map(requirementText),
  ];
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

function requirementText({ key, operator, values }: LabelRequirement): string {
  switch (operator) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `no ${key}`;
    case 'In':
      return `${key} in (${values.join(', ')})`;
    default:
      return `${key} not in (${values.join(', ')})`;
  }
}
