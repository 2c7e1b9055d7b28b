/**
 * Runs a built file, a path below dist/, in this process, and ends with whoever started it: standard input closes when
 * the parent is gone, however it went. What this process started in turn is on pipes of its own, and ends alike.
 */
const [node = '', , script = '', ...args] = process.argv;
process.stdin.resume();
process.stdin.once('close', () => process.exit(1));
process.argv = [node, script, ...args];
await import(new URL(`../${script}`, import.meta.url).href);
