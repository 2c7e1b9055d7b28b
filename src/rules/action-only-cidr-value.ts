import { z } from 'zod';
import { type Call, readCall } from '../dataflow/calls.js';
import { Flow } from '../dataflow/flow.js';
import { UserSpaceMaps, type UserSpaceValue } from '../ebpf/user-space-maps.js';
import { NONE, type Node } from '../rust/syntax.js';
import type { Detector, DetectorFile } from './detector.js';
import { globPattern, isName } from './glob-pattern.js';

const options = z.strictObject({
  maps: z
    .array(z.string())
    .default(['CIDR_RULES_V4', 'CIDR_RULES_V6'])
    .describe('Maps whose values must be typed entries, by the name that user space opens them by, or glob.'),
});

type Options = z.output<typeof options>;

/** Inserts of a bare number into a map whose values must hold more than that. */
export const actionOnlyCidrValue: Detector<Options> = {
  id: 'action-only-cidr-value',
  options,
  words: (given) => [['insert'], ...(given.maps.every(isName) ? [{ anywhere: given.maps }] : [])],
  detect(file, given, report) {
    const patterns = given.maps.map(globPattern);
    const flow = new Flow<UserSpaceValue>(file.tree, (running) => {
      const maps = new UserSpaceMaps(file, running, (name) => patterns.some((glob) => glob.test(name)));
      return maps.observed((node, kind) => {
        const value =
          kind === 'call_expression' ? insertedScalar(file, running, readCall(file.tree, node)) : NONE;
        if (value === NONE) return;
        const data = { value: file.tree.source(value).replace(/\s+/g, ' ').slice(0, 80) };
        report({ node, data, confidence: 'certain' });
      });
    });
    flow.run(0);
  },
};

/** The value that the call inserts into one of the maps if it is a scalar, or `NONE`. */
function insertedScalar(file: DetectorFile, flow: Flow<UserSpaceValue>, call: Call): Node {
  const isMethod = call.receiver !== NONE;
  const target = isMethod ? call.receiver : call.arguments[0];
  const value = call.arguments[isMethod ? 1 : 2];
  if (call.name !== 'insert' || target === undefined || value === undefined) return NONE;
  const handle = flow.value(target);
  if (handle?.kind !== 'handle' || handle.isScalar === false) return NONE;
  const isScalar = handle.isScalar === true ? !isBuilt(file, value) : flow.value(value)?.kind === 'scalar';
  return isScalar ? value : NONE;
}

/** A struct literal or `Type::new(…)`: a typed entry whatever the handle says. */
function isBuilt(file: DetectorFile, value: Node): boolean {
  const { tree } = file;
  let node = value;
  while (tree.kind(node) === 'reference_expression') node = tree.field(node, 'value');
  if (tree.kind(node) === 'struct_expression') return true;
  if (tree.kind(node) !== 'call_expression') return false;
  return /(?:^|::)\s*[A-Z]\w*(?:::<[^>]*>)?::\s*\w+$/.test(
    tree.source(tree.field(node, 'function')).slice(0, 200),
  );
}
