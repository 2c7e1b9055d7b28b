import { compareText } from '../rust/finding.js';

/** A mistake in a file that people wrote, at the place where they would correct it. */
export interface SourceError {
  /** As the reader knows it: a path in the repository, or the path given on the command line. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters (Unicode code points), as editors show it. */
  readonly column: number;
  /** What is wrong and what form is expected. */
  readonly message: string;
}

/** A mistake on its way to be told: one in a template is the same for all who use it. */
export interface PlacedError extends SourceError {
  /** Who is made from the template that it stands in: `the wave \`a\``. */
  readonly user?: string;
}

/** The order that every list of source errors has: file, line, column. */
export function compareSourceErrors(a: SourceError, b: SourceError): number {
  return (
    compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.message, b.message)
  );
}

/** `file:line:column: message`, the form that editors and terminals make clickable. */
export function formatSourceError(error: SourceError): string {
  return `${error.file}:${error.line}:${error.column}: ${error.message}`;
}
