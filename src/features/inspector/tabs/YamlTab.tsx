import { useState } from 'react';
import type * as Edit from '../../../manifests/edit.ts';
import { type RawObject, formatObjectRef, objectKey } from '../../../engine/objects.ts';
import type { Diagnostic } from '../../../manifests/diagnostic.ts';
import { formatManifests } from '../../../manifests/format.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { putObjects, removeObjects } from '../../../simulation/edits.ts';
import { Button } from '../../../ui/Button.tsx';
import { Code } from '../../../ui/Code.tsx';
import { CopyButton } from '../../../ui/copying/CopyButton.tsx';
import { withPart } from '../../../ui/fetch-part.ts';
import { useWords } from '../../../ui/words.ts';
import type { EditTarget } from '../object/inspected.ts';

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

function YamlEditor({ target }: { readonly target: EditTarget }) {
  const words = useWords('inspector');
  const { document, view } = useSimulation();
  const written = formatManifests([target.object]);
  const [draft, setDraft] = useState<string>();
  const [problems, setProblems] = useState<readonly Diagnostic[]>([]);
  const text = draft ?? written;
  const name = formatObjectRef(target.ref);
  const apply = ({ parseObject }: typeof Edit): void => {
    const parsed = parseObject(text, document.getState().engine.programs.cluster);
    setProblems(parsed.diagnostics);
    if (!parsed.ok) return;
    const { object } = parsed;
    const { metadata, kind } = object;
    const sameKey = kind === target.ref.kind && metadata.name === target.ref.name;
    const sameNamespace = (metadata.namespace ?? target.ref.namespace) === target.ref.namespace;
    const renamed = !(sameKey && sameNamespace);
    document
      .getState()
      .edit({ code: 'EDIT_OBJECT', detail: { object: target.ref } }, (current) =>
        putObjects(renamed ? removeObjects(current, [target.ref]) : current, [object]),
      );
    setDraft(undefined);
    if (renamed) {
      const { namespace = target.ref.namespace } = metadata;
      view
        .getState()
        .select(objectKey({ kind, name: metadata.name, ...(namespace === undefined ? {} : { namespace }) }));
    }
  };
  const read = (): void => withPart('yamlReader', () => import('../../../manifests/edit.ts'), apply);
  return (
    <div className="flex h-full min-h-64 flex-col gap-2 px-4 py-3">
      {target.prefix.length > 0 && <p className="text-small text-muted">{words.yaml.makesThisPod(name)}</p>}
      <textarea
        aria-label={words.yaml.yamlOf(name)}
        aria-invalid={problems.some(({ severity }) => severity === 'error')}
        className="min-h-0 flex-1 resize-none rounded border border-line-strong bg-paper p-2 font-mono text-[0.75rem] leading-5 whitespace-pre text-ink aria-invalid:border-rejected"
        spellCheck={false}
        autoCapitalize="off"
        value={text}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          read();
        }}
      />
      <Problems problems={problems} />
      <div className="flex shrink-0 gap-2">
        <Button
          label={words.yaml.apply}
          variant="primary"
          disabled={draft === undefined || draft === written}
          onClick={read}
        />
        <Button
          label={words.yaml.revert}
          variant="outline"
          disabled={draft === undefined}
          onClick={() => {
            setDraft(undefined);
            setProblems([]);
          }}
        />
      </div>
    </div>
  );
}

function Problems({ problems }: { readonly problems: readonly Diagnostic[] }) {
  const { yaml } = useWords('inspector');
  const narrator = useWords('narrator');
  if (problems.length === 0) return null;
  return (
    <ul role="alert" className="flex flex-col gap-1 text-small">
      {problems.map((problem) => {
        const { line, column, code, severity } = problem;
        return (
          <li key={`${line} ${column} ${code}`} className={severity === 'error' ? 'text-rejected' : 'text-muted'}>
            {line !== undefined && (
              <Code text={column === undefined ? yaml.line(line) : yaml.lineAndColumn(line, column)} />
            )}
            {narrator.diagnostic(problem)}
          </li>
        );
      })}
    </ul>
  );
}
