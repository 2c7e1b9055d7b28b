import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { GitRepository } from '../git/clone.js';
import {
  assemblePrograms,
  type ProgramFile,
  type ProgramSet,
  type ShippedCatalog,
  sortFiles,
} from '../program/program-set.js';
import { type ReadProposal, readProposal } from '../program/proposal.js';
import { programFilesAt } from '../program/repository-files.js';
import { loadCatalog } from './rules.js';
import { UsageError } from './usage-error.js';

export interface ProgramSource {
  /** A file to judge by, instead of the repository's own programs. */
  readonly program?: string;
  /** A folder of rules instead of the shipped ones. */
  readonly rules?: string;
}

/**
 * What a clone is judged by: the program files of `commit`, the tip of the default branch, never those of the branch
 * under judgement.
 */
export async function loadPrograms(
  clone: GitRepository,
  commit: string,
  source: ProgramSource,
  cwd: string,
): Promise<ProgramSet> {
  const catalog = loadCatalog(source.rules, cwd);
  const own = await programFilesAt(clone, commit);
  if (source.program === undefined) return assemblePrograms(own, catalog);
  // The repository's own rules and programs stay at hand: the file may be a next version of one, or be made from one.
  const { ruleFiles, programFiles } = sortFiles(own);
  return assemblePrograms([readProgram(source.program, cwd), ...ruleFiles], catalog, programFiles);
}

/** Reads the program files of a branch in this process: whoever asks may stop it. */
export function proposalReader(catalog: () => ShippedCatalog): ReadProposal {
  return async (files) => readProposal(files, catalog());
}

function readProgram(file: string, cwd: string): ProgramFile {
  try {
    return { path: file, text: readFileSync(resolve(cwd, file), 'utf8') };
  } catch (error) {
    throw new UsageError(`The program ${file} cannot be read: ${(error as Error).message}`);
  }
}
