import { ArrowDownToDot, ArrowRightLeft, ArrowUpFromDot, Ellipsis, PanelBottom, PanelRight, X } from 'lucide-react';
import { Fragment, useEffect, useMemo, useRef } from 'react';
import { nodeNamespace, podNamespace } from '../../engine/packets.ts';
import type { ElementId } from '../../scenario/document/document.ts';
import { sendUnlessAsked } from '../../simulation/workspace/send-unless-asked.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { KindIcon } from '../../ui/KindIcon.tsx';
import { isNarrow } from '../../ui/page/is-narrow.ts';
import { useWords } from '../../ui/words.ts';
import { ElementForm } from './forms/ElementForm.tsx';
import { FindingList } from './object/FindingList.tsx';
import { followWorkload } from './object/follow-workload.ts';
import { completedObject, editTarget, type EditTarget, type Inspected, inspect, titleOf } from './object/inspected.ts';
import { HostTab, ResolverTab } from './tabs/HostTab.tsx';
import { requestFor, sourceFor } from './object/request-here.ts';
import { Tabs } from './tabs/Tabs.tsx';
import { type TabId, tabsFor } from './tabs/tab-list.ts';
import { DraftedProvider } from './forms/fields/field-draft.ts';
import { useKeyboardFocus } from './use-keyboard-focus.ts';
import { YamlTab } from './tabs/YamlTab.tsx';
import { useDraft } from './yaml/drafts.ts';

const DraftForm = lazyPart(
  { part: 'schemaForm', place: 'line', words: ['later', 'narrator', 'editor'] },
  async () => (await import('./forms/DraftForm.tsx')).DraftForm,
);

/** The selected object: what matters for networking, its text, and what one would read on it. */
export function Inspector() {
  const said = useWords('inspector');
  const simulation = useSimulation();
  const { view } = simulation;
  const selected = useView((state) => state.selected);
  useEffect(() => followWorkload(simulation), [simulation]);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (!(event.target instanceof Node) || section.current?.contains(event.target) !== true) return;
      event.preventDefault();
      view.getState().select(undefined);
    };
    // On the document, so that a field has its say first: React listens at the root of the page.
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [view]);
  useKeyboardFocus(section, selected);
  return (
    <section
      ref={section}
      tabIndex={-1}
      data-region="inspector"
      aria-label={said.title}
      className="flex h-full min-h-0 flex-col bg-surface max-md:low:h-auto max-md:low:min-h-full text-body focus-visible:-outline-offset-2"
    >
      {selected === undefined ? (
        <p className="m-auto p-6 text-small text-muted">{said.nothingSelected}</p>
      ) : (
        <Selected key={selected} id={selected} />
      )}
    </section>
  );
}

function Selected({ id }: { readonly id: ElementId }) {
  const said = useWords('inspector');
  const { view } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const inspected = useMemo(() => inspect(cluster, id), [cluster, id]);
  const target = useMemo(() => editTarget(cluster, inspected), [cluster, inspected]);
  const tabs = tabsFor(inspected, said, useDraft(target) !== undefined);
  const tab = useView((state) => state.inspector.tab);
  const active = tabs.find((each) => each.id === tab)?.id ?? 'fields';
  return (
    <>
      <header className="flex shrink-0 items-center gap-2 py-2 pr-2 pl-4">
        <KindIcon kind={inspected.kind === 'Object' ? inspected.ref.kind : inspected.kind} className="text-muted" />
        <h2 className="min-w-0 flex-1 text-body font-semibold break-words">
          {titleOf(inspected, said)
            .split(/(?<=\/)/)
            .map((part) => (
              <Fragment key={part}>
                {part}
                <wbr />
              </Fragment>
            ))}
        </h2>
        {'ref' in inspected && <MoreButton id={id} />}
        <PlaceButton />
        <IconButton
          label={said.close}
          shortcut="Escape"
          icon={<X size={16} aria-hidden />}
          onClick={() => view.getState().select(undefined)}
        />
      </header>
      <Actions id={id} inspected={inspected} />
      {tabs.length > 1 ? (
        <Tabs
          label={said.viewsOf(titleOf(inspected, said))}
          tabs={tabs}
          active={active}
          onChange={(wanted) => view.getState().look({ inspector: { tab: wanted } })}
        >
          <TabBody inspected={inspected} tab={active} />
        </Tabs>
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto border-t border-line">
          <Fields inspected={inspected} target={target} />
        </div>
      )}
    </>
  );
}

/** What else can be done to it. */
function MoreButton({ id }: { readonly id: ElementId }) {
  const { more } = useWords('build');
  const setBuild = useView((state) => state.setBuild);
  const readOnly = useView((state) => state.readOnly);
  if (readOnly) return null;
  return (
    <IconButton
      label={more}
      icon={<Ellipsis size={16} aria-hidden />}
      aria-haspopup="menu"
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect();
        setBuild({ is: 'menu', element: id, x: left, y: bottom + 4 });
      }}
    />
  );
}

/** Beside the walk it is as tall as the page; below it the board keeps its width. */
function PlaceButton() {
  const said = useWords('inspector');
  const { walk, inspector } = useView((state) => state.room);
  const setRoom = useView((state) => state.setRoom);
  const timeline = useView((state) => state.timeline);
  const isWalked = usePlayback((state) => state.result !== undefined);
  if (walk === 'folded' || timeline || !isWalked) return null;
  const beside = inspector === 'beside';
  const Icon = beside ? PanelBottom : PanelRight;
  return (
    <IconButton
      label={beside ? said.putBelow : said.putBeside}
      icon={<Icon size={16} aria-hidden />}
      className="max-xl:hidden!"
      onClick={() => setRoom({ inspector: beside ? 'below' : 'beside' })}
    />
  );
}

/** An object as a form: as it is, or as what is written of it and not applied. */
function Fields({ inspected, target }: { readonly inspected: Inspected; readonly target: EditTarget | undefined }) {
  const draft = useDraft(target);
  const form = (
    <>
      <FindingList inspected={inspected} />
      <ElementForm inspected={inspected} />
    </>
  );
  if (target === undefined) return form;
  return (
    <DraftedProvider value={target}>
      {draft === undefined ? (
        form
      ) : (
        <DraftForm target={target} text={draft}>
          {form}
        </DraftForm>
      )}
    </DraftedProvider>
  );
}

function TabBody({ inspected, tab }: { readonly inspected: Inspected; readonly tab: TabId }) {
  const cluster = useDocument((state) => state.router.cluster);
  const readOnly = useView((state) => state.readOnly);
  const completed = completedObject(inspected);
  const target = useMemo(() => editTarget(cluster, inspected), [cluster, inspected]);
  if (tab === 'fields') return <Fields inspected={inspected} target={target} />;
  if (tab === 'yaml') {
    if (completed === undefined) return null;
    return <YamlTab target={readOnly ? undefined : target} completed={completed} />;
  }
  if (tab === 'resolv.conf') return inspected.kind === 'Pod' ? <ResolverTab pod={inspected.pod} /> : null;
  const namespace =
    inspected.kind === 'Node'
      ? nodeNamespace(inspected.node.name)
      : inspected.kind === 'Pod'
        ? podNamespace(inspected.pod.namespace, inspected.pod.name)
        : undefined;
  return namespace === undefined ? null : <HostTab key={tab} namespace={namespace} command={tab} />;
}

/** Starts a request here, or sends one here from where the bar says. */
function Actions({ id, inspected }: { readonly id: ElementId; readonly inspected: Inspected }) {
  const said = useWords('inspector');
  const migrate = useWords('migrate');
  const simulation = useSimulation();
  const { view } = simulation;
  const cluster = useDocument((state) => state.router.cluster);
  const readOnly = useView((state) => state.readOnly);
  const from = useView((state) => state.draft.from);
  const source = sourceFor(inspected);
  const request = requestFor(cluster, id, from);
  const movable = inspected.kind === 'Ingress' && inspected.ingress.nginx !== undefined;
  if (readOnly || (source === undefined && request === undefined && !movable)) return null;
  return (
    <div className="flex shrink-0 flex-wrap gap-2 px-4 pb-3">
      {source !== undefined && (
        <Button
          label={said.useAsSource}
          variant="outline"
          icon={<ArrowUpFromDot size={14} aria-hidden />}
          aria-pressed={from === source}
          onClick={() => view.getState().setDraft({ from: source })}
        />
      )}
      {request !== undefined && (
        <Button
          label={said.sendRequestHere}
          variant="outline"
          hint={request.to}
          icon={<ArrowDownToDot size={14} aria-hidden />}
          onClick={() => {
            // It lies over the walk.
            if (isNarrow()) view.getState().select(undefined);
            sendUnlessAsked(simulation, request);
          }}
        />
      )}
      {movable && (
        <Button
          label={migrate.open}
          variant="outline"
          icon={<ArrowRightLeft size={14} aria-hidden />}
          onClick={() => view.getState().openDialog('migrate')}
        />
      )}
    </div>
  );
}
