import type { World } from '../world.js';
import { checkRunNode } from './checks.js';
import { commentNode, reviewCommentNode, threadNode } from './conversation.js';
import type { Found } from './lookup.js';
import type { GraphNode } from './node.js';
import { issueNode, pullNode } from './pulls.js';
import { repositoryNode } from './repository.js';

/** The graph's object of what an id names. */
export function foundNode(world: World, found: Found): GraphNode {
  switch (found.type) {
    case 'PullRequest':
      return pullNode(world, found.value);
    case 'Issue':
      return issueNode(world, found.value);
    case 'IssueComment':
      return commentNode(world, found.value);
    case 'PullRequestReviewThread':
      return threadNode(world, found.value);
    case 'PullRequestReviewComment':
      return reviewCommentNode(world, found.value);
    case 'CheckRun':
      return checkRunNode(world, found.value);
    case 'Repository':
      return repositoryNode(world, found.value);
  }
}
