import { mkdir } from 'node:fs/promises';
import type { Scenario } from './scenario.js';
import type { ContractCount, Site } from './site.js';
import { type Performance, Stage } from './stage.js';
import type { Terminal } from './terminal.js';

export interface Programme {
  readonly performances: readonly Performance[];
  readonly contract: ContractCount;
  readonly asExpected: boolean;
}

/** Plays scenarios one after the other and prints each as soon as it has settled. */
export async function playAll(
  scenarios: readonly Scenario[],
  site: Site,
  folder: string,
  terminal: Terminal,
): Promise<Programme> {
  await mkdir(folder, { recursive: true });
  const stage = await Stage.build(site, folder);
  const performances: Performance[] = [];
  for (const scenario of scenarios) {
    const performance = await stage.play(scenario);
    terminal.performance(performance);
    performances.push(performance);
  }
  const contract = await site.contract();
  const missed = performances.filter(({ moments }) => moments.some(({ mistakes }) => mistakes.length > 0));
  terminal.ending(
    performances.length,
    missed.map(({ scenario }) => scenario.name),
    contract,
  );
  return { performances, contract, asExpected: missed.length === 0 && contract.violations.length === 0 };
}

/** @throws Error when a name is none of the table's. */
export function choose(scenarios: readonly Scenario[], names: readonly string[]): readonly Scenario[] {
  const unknown = names.find((name) => scenarios.every((scenario) => scenario.name !== name));
  if (unknown !== undefined) {
    const known = scenarios.map((scenario) => scenario.name).join(', ');
    throw new Error(`There is no scenario ${unknown}. There are: ${known}.`);
  }
  return names.length === 0 ? scenarios : scenarios.filter((scenario) => names.includes(scenario.name));
}
