module.exports = globalThis.__treeSitterRust;
