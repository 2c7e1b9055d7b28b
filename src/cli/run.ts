import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { RepositoryError } from '../snapshot/repository.js';
import type { CheckOptions } from './check.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { ScanOptions } from './scan.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/**
 * Carries out one command line. Commands are loaded when they are used: each starts without the others' weight.
 *
 * @param args without node and script.
 * @returns the exit code.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const command = commandLine(terminal, (result) => {
    code = result;
  });
  try {
    await command.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.error;
    terminal.err(`wavegate: ${describe(error)}\n`);
    return EXIT.error;
  }
}

/** People get the message of an error that is theirs to solve; of any other also where it came from. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected =
    error instanceof UsageError || error instanceof RepositoryError || error.name === 'AnalysisFailed';
  return expected ? error.message : `internal error: ${error.stack ?? error.message}`;
}

function commandLine(terminal: Terminal, done: (code: ExitCode) => void): Command {
  const program = new Command('wavegate')
    .description('Holds staged remediation work to its plan.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .showSuggestionAfterError()
    .showHelpAfterError('(wavegate --help says more)')
    .exitOverride();
  addCheck(program, terminal, done);
  addScan(program, terminal, done);
  addExplain(program, terminal, done);
  addValidate(program, terminal, done);
  program.addHelpText('after', EXIT_HELP);
  return program;
}

type Done = (code: ExitCode) => void;

function addCheck(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('check')
    .description("judge a branch of a clone by its step's gates, as the app would judge its pull request")
    .option('--repo <dir>', 'a folder of the clone', '.')
    .option('--base <ref>', 'what the branch is to be merged into (default: the default branch)')
    .option(
      '--head <ref>',
      'the commit to judge, or WORKTREE for the files as they lie there (default: HEAD)',
    )
    .option('--branch <name>', "the branch's name (default: the one that is checked out)")
    .option('--program <file>', "a program file to judge by, instead of the default branch's")
    .option('--rules <dir>', 'a folder of rules to use instead of the shipped ones')
    .option('--pr <owner/repo#n>', 'a pull request on GitHub instead of a clone, read with GITHUB_TOKEN')
    .option('--api <url>', 'where GitHub is, with --pr (default: GITHUB_API_URL, else the public one)')
    .addOption(format())
    .action(async (options: CheckOptions) => {
      const { check } = await import('./check.js');
      done(await check(options, terminal));
    });
}

function addScan(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('scan')
    .description('find what the rules find, in files and folders (default: this folder)')
    .argument('[path...]', 'files, or folders whose .rs files are searched as .gitignore has it')
    .option('--rule <id>', 'search for this rule only; may be given again', collect, [])
    .option('--rules <dir>', 'a folder of rules to use instead of the shipped ones')
    .option('--no-cache', 'analyse every crate anew, and keep nothing for the next run')
    .addOption(format())
    .action(async (paths: string[], options: ScanOptions) => {
      const { scan } = await import('./scan.js');
      done(await scan(paths, options, terminal));
    });
}

function addExplain(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('explain')
    .description('say what a rule finds, why that is bad and what to write instead')
    .argument('<rule>', "the rule's id")
    .option('--rules <dir>', 'a folder of rules to use instead of the shipped ones')
    .action(async (rule: string, options: { rules?: string }) => {
      const { explain } = await import('./explain.js');
      done(await explain(rule, options, terminal));
    });
}

function addValidate(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('validate')
    .description('check program and rule files for mistakes (default: those in .github of this clone)')
    .argument('[file...]', 'program or rule files')
    .action(async (files: string[]) => {
      const { validate } = await import('./validate.js');
      done(await validate(files, terminal));
    });
}

function format(): Option {
  return new Option('--format <format>', 'how to print the result').choices(['text', 'json']).default('text');
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}

const EXIT_HELP = `
Exit codes:
  0  everything passes, nothing was found, or nothing applies
  1  a gate fails, or a rule found something
  2  wrong usage, a program or rule file with mistakes, an unreadable repository or file
  3  no gate fails, but some wait`;
