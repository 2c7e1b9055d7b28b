/** A clone of the repository with one pull request's branch checked out, to be changed, judged and put back. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export class Room {
  /** @param wave says the base, the head and the branch. */
  constructor(checkout, wave) {
    this.dir = mkdtempSync(join(tmpdir(), 'wavegate-compare-'));
    this.wave = wave;
    const source = resolve(checkout);
    execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', source, this.dir]);
    this.git('config', 'user.name', 'Author');
    this.git('config', 'user.email', 'author@example.com');
    this.git('config', 'core.autocrlf', 'false');
    this.git('branch', '--force', 'base', wave.base);
    this.git('checkout', '--quiet', '-B', wave.branch, wave.head);
  }

  git(...args) {
    return execFileSync('git', args, { cwd: this.dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** The pull request as it was. */
  reset() {
    this.git('reset', '--quiet', '--hard', this.wave.head);
    this.git('clean', '--quiet', '-fdx');
  }

  commit() {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--no-verify', '-m', 'Change');
  }

  remove() {
    rmSync(this.dir, { recursive: true, force: true });
  }

  at(path) {
    return join(this.dir, path);
  }

  read(path) {
    return readFileSync(this.at(path), 'utf8');
  }

  write(path, text) {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
  }

  append(path, text) {
    this.write(path, this.read(path) + text);
  }

  /** @throws where there is nothing to replace: a change that changes nothing would compare nothing. */
  replace(path, what, by) {
    const before = this.read(path);
    const after = before.replace(what, by);
    if (after === before) throw new Error(`${path} has nothing like ${what}`);
    this.write(path, after);
  }

  delete(path) {
    rmSync(this.at(path));
  }

  move(from, to) {
    mkdirSync(dirname(this.at(to)), { recursive: true });
    renameSync(this.at(from), this.at(to));
  }

  link(path, target) {
    rmSync(this.at(path), { force: true });
    symlinkSync(target, this.at(path));
  }

  mode(path, mode) {
    chmodSync(this.at(path), mode);
  }
}
