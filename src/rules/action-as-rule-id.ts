import { z } from 'zod';
import { Flow } from '../dataflow/flow.js';
import { LookupFlow } from '../ebpf/lookup-flow.js';
import type { LookupValue, NoId } from '../ebpf/lookups.js';
import { inSourceBranch, type OpenedBranch } from '../ebpf/opened-branches.js';
import { type RuleIdUse, RuleIdUses } from '../ebpf/rule-id-uses.js';
import { writtenPath } from '../rust/path-syntax.js';
import type { Node } from '../rust/syntax.js';
import type { Detector, DetectorFile } from './detector.js';
import { globPattern, isName } from './glob-pattern.js';

const options = z.strictObject({
  emit_functions: z
    .array(z.string())
    .default(['emit_socket_event'])
    .describe('Functions that emit an event, by name or glob.'),
  parameter: z
    .string()
    .default('rule_id')
    .describe("Their parameter, and the field of events and map entries, for the rule's id."),
  action: z.string().default('action').describe('The field of map entries for the action.'),
  source_maps: z
    .array(z.string())
    .default(['CIDR_RULES_V4', 'CIDR_RULES_V6'])
    .describe('Statics of the maps whose look-ups open the branches that are judged, by name or glob.'),
});

type Options = z.output<typeof options>;

/** A use with what stands for the rule's id there. */
interface JudgedUse extends RuleIdUse {
  readonly what: NoId;
}

/** Events that name an action, a constant or a whole map value as the rule that matched. */
export const actionAsRuleId: Detector<Options> = {
  id: 'action-as-rule-id',
  options,
  words: (given) => (given.source_maps.every(isName) ? [{ functions: given.source_maps }] : []),
  detect(file, given, report) {
    const { uses, opened } = usesIn(file, given);
    const ordered = uses.sort((a, b) => file.tree.start(a.node) - file.tree.start(b.node));
    const inBranch = inSourceBranch(
      opened,
      ordered.map(({ node }) => file.tree.start(node)),
    );
    for (const [index, { node, id, what }] of ordered.entries()) {
      if (what === 'constant' && !inBranch[index]) continue;
      const value = file.tree.source(id).replace(/\s+/g, ' ').slice(0, 80);
      report({ node, data: { value, what: WORDS[what] }, confidence: 'certain' });
    }
  },
};

const WORDS: Readonly<Record<NoId, string>> = {
  constant: 'a constant',
  value: "the map's whole value",
  action: "the entry's action",
};

function usesIn(file: DetectorFile, given: Options): { uses: JudgedUse[]; opened: OpenedBranch[] } {
  const sources = given.source_maps.map(globPattern);
  const emits = given.emit_functions.map(globPattern);
  const places = new RuleIdUses(file, (name) => emits.some((glob) => glob.test(name)), given.parameter);
  const uses: JudgedUse[] = [];
  let opened: OpenedBranch[] = [];
  const flow = new Flow<LookupValue>(file.tree, (running) => {
    const lookups = new LookupFlow(file, running, {
      isSource: (name) => sources.some((glob) => glob.test(name)),
      idField: given.parameter,
      actionField: given.action,
    });
    opened = lookups.branches.opened;
    return lookups.observed((node, kind) => {
      const use = places.at(node, kind);
      const what = use === undefined ? undefined : noId(file, running.value(use.id));
      if (use !== undefined && what !== undefined) uses.push({ ...use, what });
    });
  });
  flow.run(0);
  return { uses, opened };
}

/** What stands for the rule's id, where it is known to be none. */
function noId(file: DetectorFile, value: LookupValue | undefined): NoId | undefined {
  switch (value?.kind) {
    case 'no-id':
      return value.what;
    case 'entry':
      return value.isScalar === false ? undefined : 'value';
    case 'name':
      return isConstant(file, value.path) && value.map()?.type === undefined ? 'constant' : undefined;
    default:
      return undefined;
  }
}

/** A path in a constant's style (`RULE_NONE`, `Rule::NONE`) or a variant's (`Action::Deny`). */
function isConstant(file: DetectorFile, path: Node): boolean {
  const { segments } = writtenPath(file.tree, path);
  const name = segments.at(-1) ?? '';
  return /^_?[A-Z][A-Z0-9_]*$/.test(name) || (segments.length > 1 && /^[A-Z]/.test(name));
}
