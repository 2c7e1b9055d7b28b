module.exports = globalThis.__treeSitter;
