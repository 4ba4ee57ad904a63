import { useEffect, useMemo, useState } from 'react';
import type { RawObject } from '../../engine/objects.ts';
import { joinDocuments, type ObjectText, readDocuments, rebaseDocuments } from '../../manifests/board-text.ts';
import { useHeldBack } from '../../simulation/challenge/held-back.ts';
import { applyBoardText } from '../../simulation/texts/apply-text.ts';
import { findingsAfter } from '../../simulation/texts/findings-after.ts';
import { findingsOf } from '../../simulation/views/findings.ts';
import { textsOf } from '../../simulation/views/object-text.ts';
import { createYamlAssist } from '../../simulation/views/yaml-assist.ts';
import { useDocument, useSimulation } from '../../simulation/workspace/context.ts';
import { BOARD, lookupTextDraft, setTextDraft, useTextDraft } from '../../simulation/workspace/text-drafts.ts';
import { CodePane } from '../../ui/code/CodePane.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { usePageWords, useWords } from '../../ui/words.ts';

/** All objects of the board as one text, applied as one edit. Documents that are not touched keep their objects and their text. */
export function BoardText({ onClose }: { readonly onClose: () => void }) {
  const words = useWords('boardText');
  const objects = useDocument((state) => state.document.objects);
  const texts = useDocument((state) => state.document.texts);
  const overrides = useDocument((state) => state.document.overrides);
  const shown = useMemo(() => textsOf({ texts, overrides }, objects), [objects, texts, overrides]);
  const written = useMemo(() => joinDocuments(shown), [shown]);
  const draft = useRebasedDraft(objects, shown);
  const setDraft = (text: string | undefined): void =>
    setTextDraft(BOARD, text === undefined ? undefined : { base: objects, text });
  const [asking, setAsking] = useState(false);
  const assist = useBoardAssist(shown);
  const apply = useApply(shown, () => {
    setDraft(undefined);
    onClose();
  });
  const close = (): void => {
    if (draft === undefined) onClose();
    else setAsking(true);
  };
  return (
    <Dialog title={words.title} size="large" onClose={close}>
      <CodePane
        label={words.label}
        takesFocus
        className="h-[min(70dvh,42rem)]"
        text={draft ?? written}
        isChanged={draft !== undefined}
        asking={asking}
        assist={assist}
        onChange={(typed) => setDraft(typed === written ? undefined : typed)}
        onApply={apply}
        onDiscard={() => setDraft(undefined)}
        onAsk={setAsking}
      >
        {shown.length < objects.length && <p className="text-small text-muted">{words.withoutSecrets}</p>}
      </CodePane>
    </Dialog>
  );
}

/**
 * The text that is written and not applied. Where the board changes meanwhile, as by an edit in another tab, it goes on as one of the
 * board as it is now.
 */
function useRebasedDraft(objects: readonly RawObject[], shown: readonly ObjectText[]): string | undefined {
  const draft = useTextDraft(BOARD, objects);
  const [before, setBefore] = useState({ objects, shown });
  const isOther = before.objects !== objects;
  const rebased = useMemo(() => {
    const left = lookupTextDraft(BOARD);
    return isOther && draft === undefined && left?.base === before.objects
      ? rebaseDocuments(left.text, before.shown, shown)
      : undefined;
  }, [isOther, draft, before, shown]);
  useEffect(() => {
    if (rebased !== undefined) setTextDraft(BOARD, { base: objects, text: rebased });
  }, [rebased, objects]);
  if (rebased === undefined && (isOther || before.shown !== shown)) setBefore({ objects, shown });
  return draft ?? rebased;
}

function useBoardAssist(shown: readonly ObjectText[]) {
  const words = usePageWords();
  const { document } = useSimulation();
  const programs = useDocument((state) => state.engine.programs.cluster);
  const cluster = useDocument((state) => state.router.cluster);
  const isHeldBack = useHeldBack();
  return useMemo(
    () =>
      createYamlAssist({
        words,
        programs,
        shown,
        findings: (_text, written) => {
          if (isHeldBack) return [];
          if (isAsShown(written, shown)) return findingsOf(cluster);
          const state = document.getState();
          return findingsAfter(state, applyBoardText(state.document, shown, written));
        },
        before: () => findingsOf(cluster),
        namesOf: (kind) => shown.flatMap(({ object }) => (object.kind === kind ? [object.metadata.name] : [])),
      }),
    [words, programs, cluster, document, isHeldBack, shown],
  );
}

function isAsShown(written: readonly ObjectText[], shown: readonly ObjectText[]): boolean {
  return written.length === shown.length && written.every(({ object }, at) => object === shown[at]?.object);
}

/** Makes the board what the text says, as one edit. What is not in the text as it cannot be shown stays. */
function useApply(shown: readonly ObjectText[], onDone: () => void): (text: string) => void {
  const words = useWords('boardText');
  const { document, view } = useSimulation();
  return (written) => {
    const read = readDocuments(written, shown, document.getState().engine.programs.cluster);
    if (!read.ok) return;
    const before = new Set(shown.map(({ object }) => object));
    const after = read.objects.map(({ object }) => object);
    const undo = document
      .getState()
      .edit({ code: 'EDIT_BOARD', detail: {} }, (current) => applyBoardText(current, shown, read.objects));
    const count = countChanges([...before], after);
    const left = read.diagnostics.flatMap((told) => (told.code === 'KIND_LEFT_OUT' ? [told.detail.kind] : []));
    const said = words.applied(count.made, count.changed, count.removed);
    const text = left.length === 0 ? said : `${said} ${words.leftOut([...new Set(left)])}`;
    view.getState().toast({ tone: 'success', text, undo });
    // What is new is in sight.
    if (count.made > 0) view.getState().fitView();
    onDone();
  };
}

/** By kind, namespace and name. */
function countChanges(before: readonly RawObject[], after: readonly RawObject[]) {
  const nameOf = ({ kind, metadata: { namespace, name } }: RawObject): string => `${kind}/${namespace}/${name}`;
  const [were, are] = [
    new Map(before.map((each) => [nameOf(each), each])),
    new Map(after.map((each) => [nameOf(each), each])),
  ];
  const kept = [...are].filter(([name]) => were.has(name));
  return {
    made: are.size - kept.length,
    changed: kept.filter(([name, object]) => were.get(name) !== object).length,
    removed: were.size - kept.length,
  };
}
