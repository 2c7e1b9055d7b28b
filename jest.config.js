/** Native tree-sitter breaks when Jest's module registry loads it twice; test/support holds the way around. */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: '<rootDir>/test/support/native-environment.cjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } },
    ],
  },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^tree-sitter$': '<rootDir>/test/support/tree-sitter.cjs',
    '^tree-sitter-rust$': '<rootDir>/test/support/tree-sitter-rust.cjs',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // Stories wait for their processes as much as they compute: two at a time keep two cores busy.
  maxWorkers: 2,
  // Generous: a busy machine must not change what is proved.
  testTimeout: 120_000,
};
