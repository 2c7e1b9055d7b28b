import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { EVENTS } from '../../src/app/handlers/index.js';

interface Manifest {
  readonly default_events: readonly string[];
  readonly default_permissions: Readonly<Record<string, string>>;
}

const manifest = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8')) as Manifest;

/** By GitHub's documentation: "to subscribe to this event, a GitHub App must have at least read-level access for …". */
const PERMISSION_OF_EVENT: Record<string, string> = {
  check_run: 'checks',
  check_suite: 'checks',
  issue_comment: 'issues',
  merge_group: 'merge_queues',
  pull_request: 'pull_requests',
  push: 'contents',
  status: 'statuses',
};

/** "All GitHub Apps receive this event by default", and a manifest that names them is refused. */
const UNASKED = ['installation', 'installation_repositories'];

/** What each file of src/github writes; reading needs no more than `read`. */
const WRITES = ['checks', 'issues', 'pull_requests', 'contents'];

describe('app.yml', () => {
  test('subscribes to the events that are handled, and to no others', () => {
    const handled = new Set(EVENTS.map((event) => event.split('.')[0]!));
    for (const event of UNASKED) expect(handled.delete(event)).toBe(true);
    expect(new Set(manifest.default_events)).toEqual(handled);
  });

  test('asks for the permission of every event', () => {
    for (const event of manifest.default_events) {
      const permission = PERMISSION_OF_EVENT[event];
      expect(permission).toBeDefined();
      expect(['read', 'write']).toContain(manifest.default_permissions[permission!]);
    }
  });

  test('asks for what the requests need, and for no more', () => {
    const expected = Object.fromEntries(WRITES.map((name) => [name, 'write']));
    const read = { metadata: 'read', merge_queues: 'read', statuses: 'read' };
    expect(manifest.default_permissions).toEqual({ ...expected, ...read });
  });
});
