import { type Call, CallError, InputError, parseCall } from './terminal/call.ts';
import { completion } from './terminal/completion.ts';
import { commandHelp, programHelp, usageHint } from './terminal/help.ts';
import { inspect } from './inspect.ts';
import { lab } from './lab.ts';
import { link } from './link.ts';
import { migrate } from './migrate.ts';
import { reach } from './reach.ts';
import { resolve } from './resolve.ts';
import { rules } from './rules.ts';
import { readLinks } from './input/scenario-input.ts';
import { detectTerminal, printableLines, type Terminal } from './terminal/terminal.ts';
import { type Answer, trace } from './trace/trace.ts';

const COMMANDS: ReadonlyMap<string, (call: Call, terminal: Terminal) => string | Answer> = new Map<
  string,
  (call: Call, terminal: Terminal) => string | Answer
>([
  ['trace', trace],
  ['reach', reach],
  ['rules', rules],
  ['resolve', resolve],
  ['inspect', inspect],
  ['migrate', migrate],
  ['link', link],
  ['lab', lab],
  ['completion', completion],
]);

/** What other programs read to the letter. */
const EXACT: ReadonlySet<string> = new Set(['lab', 'completion']);

function run(call: Call): Answer {
  if (call.options.version === true) return { text: `packetwalk ${PACKETWALK_VERSION}\n` };
  if (call.command === '' && !call.help) return { text: programHelp() };
  if (call.command === 'help') return { text: commandHelp(call.positionals[0] ?? '') };
  if (call.help) return { text: commandHelp(call.command) };
  const command = COMMANDS.get(call.command);
  if (command === undefined) throw new CallError(`there is no command "${call.command}"`);
  const answer = command(call, detectTerminal(process.stdout, process.env));
  if (typeof answer !== 'string') return answer;
  return { text: call.json || EXACT.has(call.command) ? answer : printableLines(answer) };
}

/** Who reads has read enough: that is no failure. Everything else that goes wrong with a stream is told. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    process.stderr.write(`cannot write: ${error.message}\n`);
    process.exitCode = 1;
  }
  process.exit();
}

/** 0 done, 1 the input could not be used, 2 the call is wrong, 3 --expect was not met. */
async function main(args: readonly string[]): Promise<void> {
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', endQuietly);
  let command = args.find((arg) => !arg.startsWith('-')) ?? '';
  try {
    const call = parseCall(args);
    ({ command } = call);
    const { text, notes = '', exitCode = 0 } = run({ ...call, scenarios: await readLinks(call.positionals) });
    process.exitCode = exitCode;
    // A terminal shows both: the answer first.
    process.stdout.write(text, (error) => {
      if (error === undefined || error === null) process.stderr.write(notes);
    });
  } catch (error) {
    if (error instanceof CallError) {
      process.stderr.write(`${printableLines(error.message)}\n\n${usageHint(command)}`);
      process.exitCode = 2;
    } else if (error instanceof InputError) {
      process.stderr.write(`${printableLines(error.message)}\n`);
      process.exitCode = 1;
    } else {
      throw error;
    }
  }
}

/** When all is said: for who runs the program without a process of its own. */
export const ended = main(process.argv.slice(2));
