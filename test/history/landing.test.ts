import fc from 'fast-check';
import { isInForce } from '../../src/program/progress.js';
import { GitStory, type Method } from './git-story.js';

const METHODS = ['merge', 'squash', 'rebase'] as const;
const method = fc.constantFrom<Method>(...METHODS);

type Event =
  | { readonly kind: 'merge'; readonly pull: number; readonly method: Method }
  | { readonly kind: 'revert'; readonly which: number; readonly how: 'direct' | Method };

const merge = fc.record({
  kind: fc.constant('merge' as const),
  pull: fc.integer({ min: 1, max: 4 }),
  method,
});
const revert = fc.record({
  kind: fc.constant('revert' as const),
  which: fc.nat(20),
  how: fc.oneof(fc.constant('direct' as const), method),
});

/** One pull request to the default branch, two stacked on it one above the other, and one more of its own. */
function begun(): GitStory {
  const story = new GitStory();
  story.open('a');
  story.open('b', 'a');
  story.open('c', 'b');
  story.open('d');
  return story;
}

function play(story: GitStory, events: readonly Event[]): void {
  for (const event of events) {
    if (event.kind === 'merge') story.merge(event.pull, whole(story, event));
    else if (story.landings.length > 0) {
      story.revert(story.landings[event.which % story.landings.length]!, event.how);
    }
  }
}

/** A revert of one of several rebased commits takes a part back; the last of them stands for all. */
function whole(story: GitStory, { pull, method }: { pull: number; method: Method }): Method {
  return method === 'rebase' && story.commitsOf(pull) > 1 ? 'squash' : method;
}

async function withStory(check: (story: GitStory) => Promise<void>): Promise<void> {
  const story = begun();
  try {
    await check(story);
  } finally {
    story.repo.remove();
  }
}

test('whatever is merged and reverted: what is in force is what the default branch has', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(merge, merge, revert), { maxLength: 9 }), (events) =>
      withStory(async (story) => {
        play(story, events);
        const told = await story.told();
        for (const pull of told.filter(({ number }) => number <= 4)) {
          expect([pull.branch, isInForce(pull), pull.revertedBy]).toEqual([
            pull.branch,
            story.isThere(pull.branch),
            pull.revertedBy,
          ]);
        }
      }),
    ),
    { numRuns: 15 },
  );
}, 300_000);

test('the order in which commits and pull requests are told does not matter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(merge, revert), { maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      (events, random) =>
        withStory(async (story) => {
          play(story, events);
          const shuffled = <T>(items: readonly T[]): readonly T[] => {
            const keyed = items.map((item) => ({ item, key: random.next().value ?? 0 }));
            return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
          };
          expect(await story.told(shuffled)).toEqual(await story.told());
        }),
    ),
    { numRuns: 6 },
  );
}, 300_000);
