import { type Program, programSchema } from '../../src/program/schema.js';
import { parseYaml } from '../../src/program/yaml.js';

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

/** The program that the text states. */
export function readProgram(text: string): Program {
  const parsed = parseYaml(programSchema, text, 'program.yml');
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  return { ...parsed.value, waveOrder: parsed.source.keysAt(['waves']) };
}
