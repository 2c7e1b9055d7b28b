import type { ContractReport } from '../contract/violation.js';
import type { CiChecks } from './scenario.js';
import type { ContractCount, Person } from './site.js';

/** What only the stand-in for GitHub can be asked: people, repositories, and what its contract checker saw. */
export class Control {
  /** @param url the stand-in's address, without a slash at its end. */
  constructor(private readonly url: string) {}

  async setWebhooks(url: string): Promise<void> {
    await this.ask('POST', 'webhook', { url });
  }

  async setPages(url: string): Promise<void> {
    await this.ask('POST', 'html-url', { url });
  }

  async createRepository(owner: string, name: string): Promise<void> {
    await this.ask('POST', 'repositories', { owner, name });
  }

  /** Makes someone with a token, and with that permission on the repository. */
  async person(repository: string, login: string, permission: string): Promise<Person> {
    const person = (await this.ask('POST', 'users', { login })) as Person;
    await this.ask('POST', 'access', { repository, login, permission });
    return { login: person.login, token: person.token };
  }

  async reportChecks(repository: string, sha: string, checks: CiChecks): Promise<void> {
    await this.ask('POST', 'checks', { repository, sha, checks });
  }

  async protect(repository: string, branch: string, checks: readonly string[]): Promise<void> {
    await this.ask('POST', 'protection', { repository, branch, checks });
  }

  async contract(): Promise<ContractCount> {
    const { requests, graphql, violations } = await this.report();
    return {
      checked: requests + graphql,
      violations: violations.map(({ by, operation, message }) => `${by}: ${operation}: ${message}`),
    };
  }

  async report(): Promise<ContractReport> {
    return (await this.ask('GET', 'contract')) as ContractReport;
  }

  /** Resolves once every webhook has been answered. */
  async settled(): Promise<void> {
    await this.ask('POST', 'settled', {});
  }

  private async ask(method: 'GET' | 'POST', action: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.url}/_emulator/${action}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The stand-in for GitHub refused ${action}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
}
