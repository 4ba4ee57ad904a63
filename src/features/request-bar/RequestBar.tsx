import { ChevronDown, Crosshair, ListChecks, SendHorizontal } from 'lucide-react';
import { type FormEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { TraceRequest } from '../../engine/requests.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import type { PickTarget } from '../../simulation/stores/view-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { withPart } from '../../ui/fetch-part.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { usePageWords, useWords, withWords } from '../../ui/words.ts';
import {
  type Blamed,
  blamedField,
  optionsFor,
  readDraft,
  type RequestOptions,
  summarizeOptions,
} from './draft-request.ts';
import { sameRequest } from '../../simulation/requests/request-key.ts';
import { SavedRequests } from './SavedRequests.tsx';
import { sendRequest } from './send-request.ts';
import { ShortRequest } from './ShortRequest.tsx';
import type * as Options from './options.tsx';

const RequestOptionsPanel = lazyPart(
  { part: 'requestOptions', place: 'line' },
  async () => (await import('./RequestOptionsPanel.tsx')).RequestOptionsPanel,
);

const ERROR_ID = 'request-error';
const OPTIONS_ID = 'request-options';
const FIELDS_ID = 'request-fields';

/** From where, to what: like a browser's address bar, for any place in the cluster. */
export function RequestBar() {
  const words = useWords('requestBar');
  const { view } = useSimulation();
  const draft = useView((state) => state.draft);
  const picking = useView((state) => state.picking);
  const [open, setOpen] = useState(false);
  const { isUnfolded, fold, toggle } = useFold();
  const form = useRef<HTMLFormElement>(null);
  const { sources, targets } = useSuggestions(form);
  const { options, setOptions, send, wrong, message, blamed } = useDraft(fold);
  const { setDraft } = view.getState();
  const describedBy = (field: Blamed) => (blamed === field ? { describedBy: ERROR_ID } : {});
  return (
    <section aria-label={words.title} data-region="request" className="@container relative flex flex-col gap-2">
      <ShortRequest
        from={draft.from}
        to={draft.to}
        unfolded={isUnfolded}
        controls={FIELDS_ID}
        onUnfold={toggle}
        {...(wrong === undefined ? { onSend: send } : {})}
      />
      <form
        ref={form}
        id={FIELDS_ID}
        className={`grid grid-cols-[auto_minmax(0,1fr)_auto_auto] items-center gap-2 max-[359px]:grid-cols-[auto_minmax(0,1fr)_auto] @[46rem]:grid-cols-[auto_minmax(8rem,1fr)_auto_auto_minmax(8rem,1fr)_auto_auto_auto] ${isUnfolded ? '' : 'max-sm:hidden'}`}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          send();
        }}
      >
        <span className="w-9 text-small text-muted @[46rem]:w-auto">{words.from}</span>
        <Combobox
          label={words.from}
          value={draft.from}
          options={sources}
          placeholder={words.fromExample}
          invalid={blamed === 'from' || (wrong === 'from' && draft.from !== '')}
          {...describedBy('from')}
          onChange={(from) => setDraft({ from })}
          onSubmit={send}
        />
        <PickButton target="from" picking={picking} />
        <span className="w-9 text-small text-muted @max-[46rem]:order-1 @[46rem]:w-auto">{words.to}</span>
        <Combobox
          label={words.url}
          id="request-url"
          className="@max-[46rem]:order-1"
          value={draft.to}
          options={targets}
          placeholder={words.urlExample}
          invalid={blamed === 'to'}
          {...describedBy('to')}
          onChange={(to) => setDraft({ to })}
          onSubmit={send}
        />
        <PickButton target="to" picking={picking} className="@max-[46rem]:order-1" />
        <MoreButtons options={options} open={open} blamed={blamed === 'options'} onToggle={() => setOpen(!open)} />
        <Button
          type="submit"
          label={words.send}
          variant="primary"
          icon={<SendHorizontal size={16} aria-hidden />}
          disabled={wrong !== undefined}
          className="@max-[46rem]:order-1"
        />
      </form>
      <div id={OPTIONS_ID} hidden={!open}>
        {open && <RequestOptionsPanel options={options} onChange={setOptions} />}
      </div>
      {message !== undefined && <Problem text={message} />}
      <div className={isUnfolded ? '' : 'max-sm:hidden'}>
        <Saved />
      </div>
    </section>
  );
}

/** On a phone the fields are one line until somebody wants to change them, and while something is chosen on the board. */
function useFold() {
  const { view } = useSimulation();
  const [unfolded, setUnfolded] = useState(false);
  const isPicking = useView((state) => state.picking !== undefined);
  const isUnfolded = unfolded && !isPicking;
  const toggle = (): void => {
    view.getState().pick(undefined);
    setUnfolded(!isUnfolded);
  };
  return { isUnfolded, fold: () => setUnfolded(false), toggle };
}

/** The requests to choose from, where there is a choice. */
function Saved() {
  const isChoice = useDocument((state) => state.document.requests.length > 1);
  // A timeline needs the room.
  const timeline = useView((state) => state.timeline);
  return isChoice && !timeline && <SavedRequests />;
}

/** What can be put into the fields; fetched when somebody goes to one. */
function useSuggestions(form: RefObject<HTMLFormElement | null>) {
  const cluster = useDocument((state) => state.router.cluster);
  const from = useView((state) => state.draft.from);
  const words = usePageWords();
  const [suggest, setSuggest] = useState<typeof Options>();
  useEffect(() => {
    const fetch = (): void =>
      withPart(
        'suggestions',
        withWords(words, () => import('./options.tsx')),
        setSuggest,
      );
    const element = form.current;
    element?.addEventListener('focusin', fetch, { once: true });
    return () => element?.removeEventListener('focusin', fetch);
  }, [form, words]);
  const sources = useMemo(
    () => suggest?.sourceOptions(cluster, words.of('suggestions')) ?? [],
    [suggest, cluster, words],
  );
  const targets = useMemo(() => suggest?.targetOptions(cluster, from) ?? [], [suggest, cluster, from]);
  return { sources, targets };
}

/** The request that the fields come to, or what is wrong with it and which field is to blame. */
function useDraft(onSend: () => void) {
  const words = useWords('requestBar');
  const simulation = useSimulation();
  const draft = useView((state) => state.draft);
  const narrator = useDocument((state) => state.narrator);
  const error = usePlayback((state) => state.error);
  const current = usePlayback((state) => state.request);
  /** What was set for the request that is walked; another request brings its own. */
  const [typed, setTyped] = useState<{ readonly of: TraceRequest | undefined; readonly options: RequestOptions }>();
  const given = optionsFor(current, draft.to);
  const options = typed !== undefined && typed.of === current ? typed.options : given;
  const read = readDraft({ ...draft, ...options }, words.wrong);
  const wrong = 'wrong' in read ? read : undefined;
  const send = (): void => {
    if ('wrong' in read) return;
    onSend();
    // The same request again keeps what the bar does not show: its id and source port.
    const isSame = current !== undefined && sameRequest({ ...current, ...read }, current);
    sendRequest(simulation, isSame ? { ...current } : read);
    // What one sends for is told there; from there the arrow keys step.
    document.querySelector<HTMLElement>('[data-region="walk"]')?.focus({ preventScroll: true });
  };
  const unfinished = draft.from === '' || draft.to.trim() === '';
  const stale = wrong !== undefined || current === undefined || !sameRequest({ ...current, ...read }, current);
  const refused = stale || error === undefined ? undefined : narrator.requestError(error);
  const message = wrong === undefined ? refused : unfinished ? undefined : wrong.message;
  return {
    options,
    setOptions: (changed: RequestOptions): void => setTyped({ of: current, options: changed }),
    send,
    wrong: wrong?.wrong,
    message,
    blamed: message === undefined ? undefined : blamedField(wrong?.wrong ?? error?.at),
  };
}

function Problem({ text }: { readonly text: string }) {
  return (
    <p
      id={ERROR_ID}
      data-problem
      role="alert"
      className="absolute bottom-full left-0 z-20 mb-4 rounded md:right-0 md:left-auto border border-rejected bg-raised px-3 py-1 text-small break-words text-rejected"
    >
      ✕ {text}
    </p>
  );
}

interface OptionsButtonProps {
  readonly options: RequestOptions;
  readonly open: boolean;
  readonly blamed: boolean;
  readonly onToggle: () => void;
}

function OptionsButton({ options, open, blamed, onToggle }: OptionsButtonProps) {
  const words = useWords('requestBar');
  const summary = summarizeOptions(options, words);
  return (
    <Button
      label={summary === '' ? words.options : words.optionsSet}
      hint={summary === '' ? words.aboutOptions : summary}
      icon={<ChevronDown size={14} aria-hidden className={`transition-transform ${open ? 'rotate-180' : ''}`} />}
      aria-expanded={open}
      aria-controls={OPTIONS_ID}
      {...(blamed ? { 'aria-describedby': ERROR_ID } : {})}
      className={summary === '' ? 'text-muted!' : 'text-accent!'}
      onClick={onToggle}
    />
  );
}

function MoreButtons(options: OptionsButtonProps) {
  return (
    <span className="flex items-center">
      <OptionsButton {...options} />
      <AllRequests />
    </span>
  );
}

function AllRequests() {
  const words = useWords('requestBar');
  const openDialog = useView((state) => state.openDialog);
  return (
    <IconButton
      label={words.all}
      shortcut="Q"
      icon={<ListChecks size={16} aria-hidden />}
      aria-haspopup="dialog"
      onClick={() => openDialog('requests')}
    />
  );
}

interface PickButtonProps {
  readonly target: PickTarget;
  readonly picking: PickTarget | undefined;
  readonly className?: string;
}

function PickButton({ target, picking, className = '' }: PickButtonProps) {
  const words = useWords('requestBar');
  const { view } = useSimulation();
  return (
    <IconButton
      label={target === 'from' ? words.pickSource : words.pickTarget}
      icon={<Crosshair size={16} aria-hidden />}
      aria-pressed={picking === target}
      className={`max-[359px]:hidden! ${className}`}
      onClick={() => view.getState().pick(picking === target ? undefined : target)}
    />
  );
}
