import { useState } from 'react';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { useWords } from '../../../ui/words.ts';
import { useFieldsDrafted } from './fields/field-draft.ts';
import { fieldNames, type SchemaFormProps } from './schema/schema-editing.ts';

const SchemaForm = lazyPart(
  { part: 'schemaForm', place: 'line', words: ['later', 'narrator', 'editor'] },
  async () => (await import('./schema/SchemaForm.tsx')).SchemaForm,
);

/** What else an object may say, field by field; `isOpen`: it has no other form. */
export function MoreFields({ isOpen = false, ...props }: SchemaFormProps & { readonly isOpen?: boolean }) {
  const words = useWords('inspector');
  const drafted = useFieldsDrafted();
  // What somebody has typed into one of them and not kept is in sight.
  const [open, setOpen] = useState(() => drafted.some((path) => props.omit?.has(fieldNames(path)) !== true));
  if (isOpen) return <SchemaForm {...props} />;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} className="border-t border-line">
      <summary className="px-4 py-3 text-small font-semibold text-ink">{words.moreFields}</summary>
      {open && <SchemaForm {...props} />}
    </details>
  );
}
