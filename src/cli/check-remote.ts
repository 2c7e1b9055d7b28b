import { createInProcessAnalyzer } from '../analysis/in-process.js';
import { judgePullRequest } from '../app/judge-pull-request.js';
import type { Checked } from './check.js';
import { proposalReader } from './programs.js';
import { askRemote, type RemoteOptions } from './remote.js';
import { loadCatalog } from './rules.js';

/**
 * Evaluates a pull request on GitHub as the app would, and posts nothing.
 *
 * @throws what `askRemote` throws.
 */
export function evaluateRemote(options: RemoteOptions, cwd: string): Promise<Checked> {
  return askRemote(options, cwd, async ({ github, pull, programs: source }) => {
    const now = (): string => new Date().toISOString();
    const readProposal = proposalReader(() => loadCatalog(options.rules, cwd));
    const tools = { programs: source, analyzer: createInProcessAnalyzer(), readProposal, now };
    const { evaluation, programs } = await judgePullRequest(
      github,
      pull,
      tools,
      new AbortController().signal,
    );
    return { evaluation, rules: programs.rules, repository: github.repository, pullRequestUrl: pull.url };
  });
}
