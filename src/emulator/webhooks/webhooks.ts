import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../http/reply.js';
import type { Installation, Repo } from '../model.js';
import type { State } from '../state.js';
import type { Delivery } from './delivery.js';
import { type DeliverySwitches, FAITHFUL } from './switches.js';

/** GitHub waits this long for an answer, in milliseconds. */
export const DELIVERY_TIMEOUT = 10_000;
/** GitHub does not send more than this, in bytes. */
export const LARGEST_PAYLOAD = 25 * 1024 * 1024;

/** Told of every payload before it leaves. */
export type PayloadWatcher = (event: string, payload: Json) => void;

/** Sends events to apps and keeps the log of deliveries. Nothing is retried unless somebody asks. */
export class Webhooks {
  readonly log: Delivery[] = [];
  switches: DeliverySwitches = FAITHFUL;
  private readonly underWay = new Set<Promise<void>>();
  private held: Delivery[] = [];

  constructor(
    private readonly state: State,
    private readonly watch: PayloadWatcher,
  ) {}

  /** Starts the delivery of an event; does nothing for an app without a webhook URL. */
  send(installation: Installation, event: string, repo: Repo | null, payload: Json): void {
    this.watch(event, payload);
    const { webhookUrl } = installation.app;
    if (webhookUrl === null || JSON.stringify(payload).length > LARGEST_PAYLOAD) return;
    const delivery = this.record(installation, event, repo, payload, webhookUrl, randomUUID(), false);
    if (this.switches.lose(event, payload)) {
      Object.assign(delivery, { status: 'lost on the way', statusCode: 0 });
      return;
    }
    for (let copy = 0; copy <= this.switches.duplicates; copy++) this.dispatch(delivery);
  }

  /** Sends a logged delivery again, with its GUID. */
  redeliver(delivery: Delivery): Delivery {
    const { installation, event, repo, payload, url, guid } = delivery;
    const again = this.record(
      installation,
      event,
      repo,
      payload,
      installation.app.webhookUrl ?? url,
      guid,
      true,
    );
    this.track(this.post(again));
    return again;
  }

  /** Sends what the reorder switch holds back. */
  release(): void {
    const newestFirst = this.held.splice(0).reverse();
    if (newestFirst.length > 0) this.track(this.postInTurn(newestFirst));
  }

  /** Resolves once every delivery has been answered or given up. */
  async settled(): Promise<void> {
    this.release();
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private record(
    installation: Installation,
    event: string,
    repo: Repo | null,
    payload: Json,
    url: string,
    guid: string,
    redelivery: boolean,
  ): Delivery {
    const delivery: Delivery = {
      id: this.state.nextId(),
      guid,
      event,
      action: typeof payload.action === 'string' ? payload.action : null,
      installation,
      repo,
      url,
      payload,
      redelivery,
      deliveredAt: this.state.timestamp(),
      requestHeaders: {},
      statusCode: null,
      status: 'under way',
      duration: 0,
      responseHeaders: {},
      responseBody: null,
    };
    this.log.push(delivery);
    return delivery;
  }

  private dispatch(delivery: Delivery): void {
    if (this.switches.reorder > 0) {
      this.held.push(delivery);
      if (this.held.length >= this.switches.reorder) this.release();
      return;
    }
    this.track(this.post(delivery));
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  private async postInTurn(deliveries: readonly Delivery[]): Promise<void> {
    for (const delivery of deliveries) await this.post(delivery);
  }

  private async post(delivery: Delivery): Promise<void> {
    if (this.switches.delay > 0) await sleep(this.switches.delay);
    const body = JSON.stringify(delivery.payload);
    const headers = requestHeaders(delivery, body);
    delivery.requestHeaders = headers;
    const started = performance.now();
    try {
      const signal = AbortSignal.timeout(DELIVERY_TIMEOUT);
      const response = await fetch(delivery.url, { method: 'POST', body, headers, signal });
      delivery.responseBody = await response.text();
      delivery.responseHeaders = Object.fromEntries(response.headers);
      delivery.statusCode = response.status;
      delivery.status = response.ok ? 'OK' : response.statusText || 'Invalid HTTP Response';
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      delivery.statusCode = 0;
      delivery.status = timedOut ? 'timed out' : 'failed to connect to host';
    }
    delivery.duration = (performance.now() - started) / 1000;
  }
}

function requestHeaders(delivery: Delivery, body: string): Record<string, string> {
  const { app } = delivery.installation;
  const digest = (algorithm: string): string =>
    createHmac(algorithm, app.webhookSecret).update(body).digest('hex');
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/wavegate',
    'x-github-delivery': delivery.guid,
    'x-github-event': delivery.event,
    'x-github-hook-id': String(app.id),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature': `sha1=${digest('sha1')}`,
    'x-hub-signature-256': `sha256=${digest('sha256')}`,
  };
}
