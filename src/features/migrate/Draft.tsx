import { useWords } from '../../ui/words.ts';

/** What is drafted, as somebody would apply it. */
export function Draft({ yaml }: { readonly yaml: string }) {
  const words = useWords('migrate');
  return (
    <div className="border-t border-line px-6 py-4">
      <h3 id="migrate-yaml" className="pb-2 font-semibold">
        {words.yaml}
      </h3>
      <pre
        // Keyboards have to be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-labelledby="migrate-yaml"
        className="max-h-80 overflow-auto rounded-md border border-line bg-paper px-3 py-2 text-small"
      >
        {yaml}
      </pre>
    </div>
  );
}
