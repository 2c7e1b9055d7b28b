import type { Logger } from 'pino';
import { AnalysisFailed } from '../analysis/analyzer.js';
import { type Board, boardOf, type Standing } from '../evaluate/board.js';
import { readEvidence } from '../evaluate/branch-evidence.js';
import type { BranchTip } from '../evaluate/closures.js';
import { leftIn, type TrendPoint } from '../evaluate/trend.js';
import type { AboutRepository, CheckRuns, GitHub, OwnIssue } from '../github/port.js';
import type { ProgramSet } from '../program/program-set.js';
import { type Progress, progressOf } from '../program/progress.js';
import { boardBody } from '../report/board.js';
import { RepositoryError } from '../snapshot/repository.js';
import { findBoard, showBoard } from './board-issue.js';
import type { Trends } from './board-trend.js';
import { checkRunLife } from './check-run-life.js';
import { historyOf } from './default-branch.js';
import type { JudgeTools } from './judge-pull-request.js';

export interface BoardTools extends JudgeTools {
  readonly trends: Trends;
  /** Numbers of the issues that this process has opened in the repository. */
  readonly opened: Set<number>;
  readonly log: Logger;
}

/** Open pull requests of a program whose check runs are looked at; of more, the rest is shown as open alone. */
const MOST_STANDINGS = 50;

/** One repository, as its boards are made. */
interface Look {
  readonly github: GitHub;
  readonly about: AboutRepository;
  readonly set: ProgramSet;
  readonly tip: BranchTip;
  readonly own: readonly OwnIssue[];
}

/**
 * Brings the boards of a repository's programs up to date: of its own programs, and of a shipped one once a pull
 * request of it is there.
 *
 * @returns how many programs have a board to keep here.
 * @throws GitHubUnavailable, NotFound, RepositoryError, the signal's reason.
 */
export async function updateBoards(github: GitHub, tools: BoardTools, signal: AbortSignal): Promise<number> {
  const about = await github.about();
  if (!about.hasIssues) return 0;
  const set = await tools.programs.of(github, about.defaultBranch);
  const wanted = await withBoard(github, set, about, tools);
  if (wanted.length === 0) return 0;
  const sha = await github.commits.branchHead(about.defaultBranch);
  if (sha === null) return 0;
  const own = await github.issues.own(tools.opened);
  const tip = { branch: about.defaultBranch, sha, now: tools.now() };
  for (const progress of wanted) {
    signal.throwIfAborted();
    await updateBoard(progress, { github, about, set, tip, own }, tools, signal);
  }
  return wanted.length;
}

async function withBoard(
  github: GitHub,
  set: ProgramSet,
  { defaultBranch }: AboutRepository,
  { programs }: BoardTools,
): Promise<Progress[]> {
  const kept = set.programs.filter(({ board }) => board);
  if (kept.length === 0) return [];
  const history = await historyOf(github, set, defaultBranch);
  if (history === null) return [];
  const isBegun = ({ waves }: Progress): boolean =>
    waves.some(({ steps }) => steps.some(({ pullRequests }) => pullRequests.length > 0));
  return kept
    .map((program) => progressOf(program, history))
    .filter((progress) => programs.isOwn(set) || isBegun(progress));
}

async function updateBoard(
  progress: Progress,
  { github, about, set, tip, own }: Look,
  tools: BoardTools,
  signal: AbortSignal,
): Promise<void> {
  const { program } = progress.program;
  if (findBoard(program, own)?.state === 'closed') return;
  const runner = { repository: github.repository, analyzer: tools.analyzer, signal };
  const evidence = await readEvidence(progress.program, set.rules, tip, runner);
  const board = boardOf(progress, evidence, await standingsOf(progress, github.checkRuns));
  const closures = evidence.evidence?.closures;
  const trend =
    closures === undefined
      ? []
      : await trendOf(progress, board, tools, {
          github,
          rules: set.rules,
          digest: tools.programs.digest(set),
          tip,
          runner,
          now: leftIn(progress.program, closures),
        });
  signal.throwIfAborted();
  const text = boardBody(board, { repositoryUrl: about.url, defaultBranch: about.defaultBranch, trend });
  const { outcome, number } = await showBoard(github.issues, program, text, own);
  if (outcome === 'created') tools.opened.add(number);
  tools.log.info({ program, issue: number, outcome }, 'program board');
}

/** The past is told where it can be had; the rest of the board does not wait for it. */
async function trendOf(
  progress: Progress,
  { program }: Board,
  { trends, log }: BoardTools,
  request: Parameters<Trends['of']>[1],
): Promise<TrendPoint[]> {
  try {
    return await trends.of(progress, request);
  } catch (err) {
    if (!(err instanceof RepositoryError) && !(err instanceof AnalysisFailed)) throw err;
    log.warn({ err, program: program.program }, 'what was left in the past could not be counted');
    return [];
  }
}

/** What the app's check runs say of the program's open pull requests. */
async function standingsOf(
  { waves }: Progress,
  checkRuns: CheckRuns,
): Promise<ReadonlyMap<number, Standing>> {
  const open = waves
    .flatMap(({ steps }) => steps.flatMap(({ pullRequests }) => pullRequests))
    .filter(({ state }) => state === 'open');
  const standings = new Map<number, Standing>();
  for (const pull of open.slice(0, MOST_STANDINGS)) {
    const run = await checkRunLife(checkRuns).find(pull, pull.headSha);
    if (run === undefined || run.title === '') continue;
    standings.set(pull.number, {
      title: run.title,
      conclusion: run.status === 'completed' ? run.conclusion : null,
    });
  }
  return standings;
}
