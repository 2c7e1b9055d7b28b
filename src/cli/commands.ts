import { Command, Option } from 'commander';
import type { CheckOptions } from './check.js';
import type { ExitCode } from './exit-codes.js';
import type { InventoryOptions } from './inventory.js';
import type { ScaffoldOptions } from './scaffold/scaffold.js';
import type { ScanOptions } from './scan.js';
import type { StatusOptions } from './status.js';
import type { Terminal } from './terminal.js';
import type { ValidateOptions } from './validate.js';
import { version } from './version.js';

/** Told the exit code of the command that was carried out. */
export type Done = (code: ExitCode) => void;

/**
 * The command line with every command. Each is loaded when it is used: one starts without the others' weight.
 *
 * @param args what will be parsed.
 */
export function commandLine(args: readonly string[], terminal: Terminal, done: Done): Command {
  const program = new Command('wavegate')
    .description('Holds staged remediation work to its plan.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .showSuggestionAfterError()
    .showHelpAfterError('(wavegate --help says more)')
    .exitOverride();
  for (const add of [addCheck, addScan, addInventory, addScaffold, addExplain, addValidate, addStatus])
    add(program, terminal, done, args);
  program.addHelpText('after', EXIT_HELP);
  return program;
}

function addCheck(program: Command, terminal: Terminal, done: Done): void {
  const command = program
    .command('check')
    .description("judge a branch of a clone by its step's gates, as the app would judge its pull request")
    .option('--base <ref>', 'what the branch is to be merged into (default: the default branch)');
  addClone(command)
    .option(
      '--history <file>',
      'what GitHub would tell of pull requests, checks and waivers, as YAML or JSON',
    )
    .option('--pr <owner/repo#n>', 'a pull request on GitHub instead of a clone, read with GITHUB_TOKEN')
    .option('--api <url>', 'where GitHub is, with --pr (default: GITHUB_API_URL, else the public one)')
    .addOption(format('text', 'json', 'sarif', 'markdown'))
    .action(async (options: CheckOptions) => {
      const { check } = await import('./check.js');
      done(await check(options, terminal));
    });
}

function addScan(program: Command, terminal: Terminal, done: Done, args: readonly string[]): void {
  program
    .command('scan')
    .description('find what the rules find, in files and folders (default: this folder)')
    .argument('[path...]', 'files, or folders whose .rs files are searched as .gitignore has it')
    .option('--rule <id>', 'search for this rule only; may be given again', collect, [])
    .option('--rules <dir>', 'a folder of rules to use instead of the shipped ones')
    .option('--no-cache', 'analyse every crate anew, and keep nothing for the next run')
    .addOption(format('text', 'json', 'sarif'))
    .action(async (paths: string[], options: ScanOptions) => {
      const { scan } = await import('./scan.js');
      done(await scan(paths, options, terminal, args));
    });
}

function addInventory(program: Command, terminal: Terminal, done: Done): void {
  const command = program
    .command('inventory')
    .description("list every place where a wave's rules find something, as rows for its document")
    .option('--wave <name>', "the wave: b, or wave8b (default: the branch's)");
  addClone(command)
    .addOption(format('markdown', 'json'))
    .action(async (options: InventoryOptions) => {
      const { inventory } = await import('./inventory.js');
      done(await inventory(options, terminal));
    });
}

function addScaffold(program: Command, terminal: Terminal, done: Done): void {
  const command = program
    .command('scaffold')
    .description('begin the documents and the script of a step, with the real call sites filled in')
    .option('--wave <name>', "the wave: b, or wave8b (default: the branch's)")
    .option('--step <number>', "the step (default: the branch's, else the wave's first)")
    .option('--slug <words>', "the last words of the branch's name (default: as its documents are called)")
    .option('--write', 'write the files into the working tree; what is there stays')
    .option('--force', 'write the files, over what is there');
  addClone(command)
    .addOption(format('text', 'json'))
    .action(async (options: ScaffoldOptions) => {
      const { scaffold } = await import('./scaffold/scaffold.js');
      done(await scaffold(options, terminal));
    });
}

function addExplain(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('explain')
    .description('say what a rule finds or a gate wants, why, and what to do')
    .argument('<rule-or-gate>', 'its id')
    .option('--rules <dir>', 'a folder of rules to use instead of the shipped ones')
    .action(async (id: string, options: { rules?: string }) => {
      const { explain } = await import('./explain.js');
      done(await explain(id, options, terminal));
    });
}

function addValidate(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('validate')
    .description('check program and rule files for mistakes (default: those in .github of this clone)')
    .argument('[file...]', 'program or rule files, or folders of them')
    .addOption(format('text', 'json'))
    .action(async (files: string[], options: ValidateOptions) => {
      const { validate } = await import('./validate.js');
      done(await validate(files, options, terminal));
    });
}

function addStatus(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('status')
    .description('say how far the programs have come: waves by steps, as pull requests prove it')
    .option('--repo <dir>', 'a folder of the clone', '.')
    .option('--history <file>', 'what GitHub would tell of pull requests, as YAML or JSON')
    .option('--pr <owner/repo#n>', 'a pull request of the repository to ask on GitHub, with GITHUB_TOKEN')
    .option('--api <url>', 'where GitHub is, with --pr (default: GITHUB_API_URL, else the public one)')
    .option('--program <file>', "a program file, instead of the default branch's")
    .option('--rules <dir>', 'a folder of rules to use instead of the shipped ones')
    .addOption(format('text', 'json'))
    .action(async (options: StatusOptions) => {
      const { status } = await import('./status.js');
      done(await status(options, terminal));
    });
}

/** Options of the commands that read a clone. */
function addClone(command: Command): Command {
  return command
    .option('--repo <dir>', 'a folder of the clone', '.')
    .option('--head <ref>', 'the commit, or WORKTREE for the files as they lie there (default: HEAD)')
    .option('--branch <name>', "the branch's name (default: the one that is checked out)")
    .option('--program <file>', "a program file to judge by, instead of the default branch's")
    .option('--rules <dir>', 'a folder of rules to use instead of the shipped ones');
}

/** The first is what is printed if nothing is said. */
function format(...choices: [string, ...string[]]): Option {
  return new Option('--format <format>', 'how to print the result').choices(choices).default(choices[0]);
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

const EXIT_HELP = `
Exit codes:
  0  everything passes, nothing was found, or nothing applies
  1  a gate fails, or a rule found something
  2  wrong usage, a program or rule file with mistakes, an unreadable repository or file
  3  no gate fails, but some wait`;
