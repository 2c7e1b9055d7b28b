import { entriesAt, plain } from '../../src/program/part.js';
import { type Program, programSchema } from '../../src/program/schema.js';
import { readYaml } from '../../src/program/yaml.js';

/** A program as YAML text, with what a test cares about; valid unless the test makes it otherwise. */
export function programText({
  name = 'wave8',
  branch = 'codex/{program}{wave}-step{step}-{slug}',
  waves = ['a', 'b', 'c', 'd'],
  steps = ['1', '2', '3'],
}: {
  name?: string;
  branch?: string;
  waves?: readonly string[];
  steps?: readonly string[];
} = {}): string {
  const kinds = ['freeze', 'change', 'close'];
  const stepText = steps.map(
    (step, index) =>
      `      '${step}': { title: Step ${step}, kind: ${kinds[index] ?? 'change'}, allow: ['docs/**'] }\n`,
  );
  const waveText = waves.map(
    (wave) => `  ${wave}:\n    title: Wave ${wave}\n    steps:\n${stepText.join('')}`,
  );
  return `version: 1\nprogram: ${name}\ntitle: A program\nbranch: '${branch}'\nproduction: {}\nwaves:\n${waveText.join('')}`;
}

/** The program that the text states, whatever its rules and conditions would be worth. */
export function readProgram(text: string): Program {
  const read = readYaml(text, 'program.yml');
  if (!read.readable) throw new Error(read.errors.map(({ message }) => message).join('\n'));
  const waveOrder = entriesAt(read.root, ['waves']).map(([waveId]) => waveId);
  return { ...programSchema.parse(plain(read.root)), waveOrder };
}
