import { patternConditions } from './conditions/conditions-at.js';
import { judgeConditions } from './conditions/judge-conditions.js';
import { conditionNeeds } from './conditions/needs.js';
import type { Gate } from './gate.js';
import { cutReasons } from './words.js';

/**
 * What the program demands of the text of files: in place of the greps of a reviewer script, and read from the default
 * branch. Each kind of condition is a file in `conditions/`.
 */
export const patternsGate: Gate = {
  id: 'patterns',
  title: 'Patterns',
  steps: ['freeze', 'change', 'close'],
  asked: (position) => patternConditions(position).length > 0,
  needs: (plan) => conditionNeeds('patterns', patternConditions(plan), plan),
  evaluate(snapshot, position) {
    const { fails, holds } = judgeConditions('patterns', patternConditions(position), snapshot);
    return fails.length > 0
      ? { verdict: 'fail', reasons: cutReasons(fails), findings: [] }
      : { verdict: 'pass', reasons: cutReasons(holds), findings: [] };
  },
};
