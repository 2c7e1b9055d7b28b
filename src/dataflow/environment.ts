/** A local variable: a name that a `let`, a pattern or a parameter brings into scope. */
export interface Local<V> {
  readonly name: string;
  /** What is known of it at this point of the sweep. */
  value: V | undefined;
  /** How often it was assigned so far: tells two readings of one variable apart. */
  version: number;
  readonly id: number;
  readonly frame: number;
  readonly branch: number;
}

type Join<V> = (a: V | undefined, b: V | undefined) => V | undefined;

/**
 * The locals in scope during a forward sweep: shadowing, nested functions (which see none of the locals around
 * them) and branches (what a branch assigned holds only perhaps after it).
 */
export class Environment<V> {
  private readonly visible = new Map<string, Local<V>>();
  private readonly shadowed: { name: string; before: Local<V> | undefined }[] = [];
  private readonly frames: number[] = [0];
  private readonly branches: Map<Local<V>, V | undefined>[] = [];
  private locals = 0;
  private functions = 0;

  constructor(private readonly join: Join<V>) {}

  lookup(name: string): Local<V> | undefined {
    const local = this.visible.get(name);
    return local !== undefined && local.frame === this.frames.at(-1) ? local : undefined;
  }

  declare(name: string, value: V | undefined): void {
    this.shadowed.push({ name, before: this.visible.get(name) });
    const id = this.locals++;
    const frame = this.frames.at(-1)!;
    this.visible.set(name, { name, value, version: 0, id, frame, branch: this.branches.length });
  }

  assign(local: Local<V>, value: V | undefined): void {
    if (local.branch < this.branches.length) this.remember(local, local.value);
    local.value = value;
    local.version++;
  }

  /** A mark that `closeScope` goes back to. */
  openScope(): number {
    return this.shadowed.length;
  }

  closeScope(mark: number): void {
    while (this.shadowed.length > mark) {
      const { name, before } = this.shadowed.pop()!;
      if (before === undefined) this.visible.delete(name);
      else this.visible.set(name, before);
    }
  }

  enterFunction(): void {
    this.frames.push(++this.functions);
  }

  leaveFunction(): void {
    this.frames.pop();
  }

  openBranch(): void {
    this.branches.push(new Map());
  }

  closeBranch(): void {
    const before = this.branches.pop();
    if (before === undefined) return;
    for (const [local, value] of before) {
      if (local.branch < this.branches.length) this.remember(local, value);
      local.value = this.join(value, local.value);
    }
  }

  private remember(local: Local<V>, value: V | undefined): void {
    const branch = this.branches.at(-1)!;
    if (!branch.has(local)) branch.set(local, value);
  }
}
