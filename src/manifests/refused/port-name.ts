import type { InvalidReason } from './value-refusal.ts';

const PORT_NAME_LENGTH = 15;

/** // apimachinery pkg/util/validation IsValidPortName */
export function wrongPortName(name: string): InvalidReason | undefined {
  if (name.length > PORT_NAME_LENGTH) return 'PORT_NAME_LENGTH';
  if (!/^[-a-z0-9]+$/.test(name)) return 'PORT_NAME_CHARACTERS';
  if (!/[a-z]/.test(name)) return 'PORT_NAME_LETTER';
  if (name.includes('--')) return 'PORT_NAME_HYPHENS';
  return name.startsWith('-') || name.endsWith('-') ? 'PORT_NAME_ENDS' : undefined;
}
