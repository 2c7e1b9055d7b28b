/** Parses every Rust file below a folder and does nothing else: the floor that a scan is measured against. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Parser from 'tree-sitter';
import Rust from 'tree-sitter-rust';

const parser = new Parser();
parser.setLanguage(Rust);
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.rs')) continue;
  const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
  parser.parse(text, undefined, { bufferSize: text.length + 1 });
  await new Promise(setImmediate); // Lets the binding free the tree before the next.
}
