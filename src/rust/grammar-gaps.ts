import { endMacroStatements } from './macro-statements.js';

/**
 * Rewrites valid Rust that the grammar does not know to Rust that it does, of the same length, so that every offset
 * stays. The text is for the parser alone: what nodes say is read from the original.
 */
export function bridgeGrammarGaps(text: string): string {
  let bridged = text;
  // The grammar takes `&raw` for the beginning of `&raw const`, whatever follows.
  if (bridged.includes('&raw') || /&\s+raw\b/.test(bridged)) {
    bridged = bridged.replace(/(&\s*)raw\b(?!\s+(?:const|mut)\b)/g, '$1rav');
  }
  if (bridged.includes('safe')) {
    bridged = bridged
      .replace(/\bunsafe(?=\s+extern\b\s*(?:"[^"]*"\s*)?\{)/g, '      ')
      .replace(/\bunsafe(?=\s+static\b)/g, '      ')
      .replace(/(?<![\w#])safe(?=\s+(?:fn|static)\b)/g, '    ');
  }
  if (bridged.includes('::<>')) bridged = bridged.replaceAll('::<>', '    ');
  // A negative constant among generic arguments.
  if (bridged.includes('::<')) bridged = bridged.replace(/(::<(?:[^<>;()]*?,)?\s*)-(?=\d)/g, '$1 ');
  // The rest of a struct that is assigned to, and a broken-out array.
  if (bridged.includes('..')) bridged = bridged.replace(/([,{]\s*)\.\.(?=\s*\}\s*=[^=])/g, '$1  ');
  if (bridged.includes('break')) bridged = bridged.replace(/\bbreak(?=\s*\[)/g, '     ');
  // A `where` clause that asks for nothing.
  if (bridged.includes(':, ')) bridged = bridged.replaceAll(':, ', ':A,');
  if (bridged.includes(']: {')) bridged = bridged.replace(/(\bwhere\b[^{}]{0,500}\]:) \{/g, '$1A{');
  return endMacroStatements(bridged);
}
