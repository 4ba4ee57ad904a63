import { ArrowLeft, ArrowRight, Pin, PinOff, Plus, Trash2 } from 'lucide-react';
import { formatSource } from '../../engine/requests.ts';
import type { ScenarioDocument, StoryQuestion, StoryStep } from '../../scenario/document/document.ts';
import { TEXT_LIMIT, TITLE_LIMIT } from '../../scenario/document/limits.ts';
import * as write from '../../simulation/author/write-story.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { showStoryStep } from '../../simulation/workspace/story.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { CommittedField } from '../../ui/writing/CommittedField.tsx';
import { useWords } from '../../ui/words.ts';

type Change = (document: ScenarioDocument) => ScenarioDocument;

/** The parts of the story, one of them to be written. */
export function StoryWriter() {
  const words = useWords('author');
  const simulation = useSimulation();
  const story = useDocument((state) => state.document.story);
  const at = Math.min(
    useView((state) => state.part),
    story.length - 1,
  );
  const part = story[at];
  const edit = (change: Change): void =>
    void simulation.document.getState().edit({ code: 'EDIT_STORY', detail: {} }, change);
  const look = (to: number): void => simulation.view.getState().look({ part: to });
  const add = (): void => {
    edit((document) => write.addPart(document));
    look(story.length);
  };
  return (
    <div className="flex flex-col gap-3">
      <ol aria-label={words.parts} className="flex flex-wrap items-center gap-1">
        {story.map(({ title }, index) => (
          // A part is known by its place.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <button
              type="button"
              aria-label={words.part(index + 1, title)}
              aria-current={index === at ? 'step' : undefined}
              title={title}
              className="size-8 rounded-md border border-line-strong text-small tabular-nums aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:text-accent pointer-coarse:size-10"
              onClick={() => showStoryStep(simulation, index, { play: false, ask: false })}
            >
              {index + 1}
            </button>
          </li>
        ))}
        <li>
          <Button label={words.add} icon={<Plus size={14} aria-hidden />} onClick={add} />
        </li>
      </ol>
      {part !== undefined && <PartWriter key={at} part={part} at={at} parts={story.length} edit={edit} look={look} />}
    </div>
  );
}

interface PartWriterProps {
  readonly part: StoryStep;
  readonly at: number;
  readonly parts: number;
  readonly edit: (change: Change) => void;
  readonly look: (part: number) => void;
}

function PartWriter({ part, at, parts, edit, look }: PartWriterProps) {
  const words = useWords('author');
  const move = (to: number): void => {
    edit((document) => write.movePart(document, at, to));
    look(to);
  };
  return (
    <div className="grid gap-x-6 gap-y-3 md:grid-cols-2">
      <div className="flex flex-col gap-3">
        <CommittedField
          label={words.partTitle}
          value={part.title}
          most={TITLE_LIMIT}
          onCommit={(title) => edit((document) => write.writePart(document, at, { title }))}
        />
        <CommittedField
          label={words.partText}
          hint={words.markdown}
          value={part.text}
          most={TEXT_LIMIT}
          lines
          onCommit={(text) => edit((document) => write.writePart(document, at, { text }))}
        />
      </div>
      <div className="flex flex-col gap-3">
        <PinnedTo part={part} at={at} edit={edit} />
        <QuestionField part={part} at={at} edit={edit} />
        <div className="flex items-center gap-1">
          <IconButton
            label={words.earlier}
            icon={<ArrowLeft size={16} aria-hidden />}
            disabled={at === 0}
            onClick={() => move(at - 1)}
          />
          <IconButton
            label={words.later}
            icon={<ArrowRight size={16} aria-hidden />}
            disabled={at === parts - 1}
            onClick={() => move(at + 1)}
          />
          <IconButton
            label={words.remove}
            icon={<Trash2 size={16} aria-hidden />}
            onClick={() => {
              edit((document) => write.removePart(document, at));
              look(Math.max(at - 1, 0));
            }}
          />
        </div>
      </div>
    </div>
  );
}

type OfPart = Pick<PartWriterProps, 'part' | 'at' | 'edit'>;

/** What the part tells of: what is on the screen when that is asked for. */
function PinnedTo({ part, at, edit }: OfPart) {
  const words = useWords('author');
  const simulation = useSimulation();
  const requests = useDocument((state) => state.document.requests);
  const isShown = usePlayback((state) => state.request !== undefined);
  const request = requests[part.request ?? -1];
  return (
    <div className="flex flex-col items-start gap-1 text-small">
      <p role="status" className="text-pretty break-words text-muted">
        {request === undefined
          ? words.notPinned
          : words.pinned(formatSource(request.from), request.to, part.step !== undefined, part.depth ?? 'story')}
        {!isShown && ` ${words.nothingShown}`}
      </p>
      <span className="flex flex-wrap gap-1">
        <Button
          label={words.pin}
          hint={words.pinHint}
          variant="outline"
          icon={<Pin size={14} aria-hidden />}
          disabled={!isShown}
          onClick={() => {
            const screen = simulation.snapshot();
            edit((document) => write.pinPart(document, at, screen));
          }}
        />
        {request !== undefined && (
          <Button
            label={words.unpin}
            icon={<PinOff size={14} aria-hidden />}
            onClick={() => edit((document) => write.unpinPart(document, at))}
          />
        )}
      </span>
    </div>
  );
}

function QuestionField({ part, at, edit }: OfPart) {
  const words = useWords('author');
  const asks = Object.keys(words.asks) as StoryQuestion['ask'][];
  return (
    <label className="flex flex-col gap-1 text-small text-muted">
      {words.question}
      <select
        value={part.question?.ask ?? ''}
        disabled={part.request === undefined}
        className="h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-ink disabled:opacity-45 pointer-coarse:h-10"
        onChange={({ target }) =>
          edit((document) =>
            write.askOfPart(
              document,
              at,
              asks.find((ask) => ask === target.value),
            ),
          )
        }
      >
        <option value="">{words.noQuestion}</option>
        {asks.map((ask) => (
          <option key={ask} value={ask}>
            {words.asks[ask]}
          </option>
        ))}
      </select>
    </label>
  );
}
