import { objectKey, type RawObject } from '../../../engine/objects.ts';
import { formatManifests } from '../../../manifests/format.ts';
import { CopyButton } from '../../../ui/copying/CopyButton.tsx';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { useWords } from '../../../ui/words.ts';
import type { EditTarget } from '../object/inspected.ts';

const YamlEditor = lazyPart(
  { part: 'textEditor', place: 'panel', words: ['later', 'narrator', 'editor'] },
  async () => (await import('../yaml/YamlEditor.tsx')).YamlEditor,
);

export interface YamlTabProps {
  /** What is written and can be edited; absent: it can only be read. */
  readonly target: EditTarget | undefined;
  /** The object as the cluster has it. */
  readonly completed: RawObject;
}

/** An object as text: to read, and to edit where somebody wrote it. */
export function YamlTab({ target, completed }: YamlTabProps) {
  const words = useWords('inspector');
  const copying = useWords('copying');
  if (target !== undefined) return <YamlEditor key={objectKey(target.ref)} target={target} />;
  const text = formatManifests([completed]);
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <p className="text-small text-muted">{words.yaml.onlyRead}</p>
      <div className="flex items-start gap-1">
        <pre className="min-w-0 flex-1 overflow-x-auto text-[0.75rem] leading-5">{text}</pre>
        <CopyButton label={copying.copyText('YAML')} text={text} className="sticky top-2 shrink-0" />
      </div>
    </div>
  );
}
