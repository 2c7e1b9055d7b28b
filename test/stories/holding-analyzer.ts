import type { AnalysisRequest, Analyzer } from '../../src/analysis/analyzer.js';
import { createChildAnalyzer } from '../../src/analysis/host.js';
import type { AnalysisReport } from '../../src/rust/finding.js';

/** The app's own analyzer, which can be kept busy for as long as a story needs it. */
export class HoldingAnalyzer implements Analyzer {
  private readonly inner = createChildAnalyzer();
  private readonly releases: (() => void)[] = [];
  private holding: { begin: () => void; until: Promise<void> } | null = null;

  /** Holds the next request; later ones pass. */
  hold(): { begun: Promise<void>; release: () => void } {
    const begun = withResolvers();
    const until = withResolvers();
    this.holding = { begin: begun.resolve, until: until.promise };
    this.releases.push(until.resolve);
    return { begun: begun.promise, release: until.resolve };
  }

  async analyze(request: AnalysisRequest, signal?: AbortSignal): Promise<readonly AnalysisReport[]> {
    const held = this.holding;
    this.holding = null;
    if (held !== null) {
      held.begin();
      await Promise.race([held.until, aborted(signal)]);
    }
    return this.inner.analyze(request, signal);
  }

  releaseAll(): void {
    for (const release of this.releases.splice(0)) release();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

function aborted(signal?: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
