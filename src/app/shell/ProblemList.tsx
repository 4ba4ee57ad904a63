import { useWords } from '../../ui/words.ts';
import { say } from '../../narration/sentences.ts';
import type { Problem } from '../../scenario/restore/problem.ts';
import { Dialog } from '../../ui/Dialog.tsx';

interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly onClose: () => void;
}

/** Everything that could not be used of what was opened. */
export function ProblemList({ problems, onClose }: ProblemListProps) {
  const words = useWords('opening');
  return (
    <Dialog title={words.problems} onClose={onClose}>
      <ol className="list-decimal py-4 pr-6 pl-12 text-small marker:text-faint">
        {problems.map((problem, index) => (
          // Two parts may fail for the same reason.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="py-1 break-words">
            {say(words.unused, problem)}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
