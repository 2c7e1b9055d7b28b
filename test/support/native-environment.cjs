const { TestEnvironment } = require('jest-environment-node');

/** Loads the native parser once a process, outside Jest's sandbox: a second load breaks its binding. */
class NativeEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.__treeSitter = require('tree-sitter');
    this.global.__treeSitterRust = require('tree-sitter-rust');
  }
}

module.exports = NativeEnvironment;
