import { HttpError, invalidRequest } from '../http/errors.js';
import type { Fields } from '../http/fields.js';
import type { Annotation, CheckAction } from '../model.js';

/** Of `summary` and `text`, in bytes of UTF-8; the description says characters, the service counts bytes. */
const LONGEST_TEXT = 65_535;
const MOST_ANNOTATIONS = 50;
const LONGEST_TITLE = 255;
const LONGEST_MESSAGE = 64 * 1024;
const MOST_ACTIONS = 3;

function limitBytes(name: string, text: string | undefined, most: number): void {
  if (text !== undefined && Buffer.byteLength(text) > most) {
    throw new HttpError(422, 'Validation Failed', {
      errors: [`${name} exceeds a maximum bytesize of ${most}`],
    });
  }
}

export function readOutputText(output: Fields): { title: string; summary: string; text?: string } {
  const title = output.textOr('title');
  const summary = output.textOr('summary');
  const text = output.textOr('text');
  if (title === undefined) throw invalidRequest('"title" wasn\'t supplied.');
  if (summary === undefined) throw invalidRequest('"summary" wasn\'t supplied.');
  limitBytes('title', title, LONGEST_TITLE);
  limitBytes('summary', summary, LONGEST_TEXT);
  limitBytes('text', text, LONGEST_TEXT);
  return { title, summary, ...(text === undefined ? {} : { text }) };
}

export function readAnnotations(output: Fields): Annotation[] {
  const annotations = output.list('annotations');
  if (annotations.length > MOST_ANNOTATIONS) {
    throw invalidRequest(
      `No more than ${MOST_ANNOTATIONS} items are allowed; ${annotations.length} were supplied.`,
    );
  }
  return annotations.map(readAnnotation);
}

function readAnnotation(fields: Fields): Annotation {
  const annotation = {
    path: fields.text('path'),
    startLine: fields.integer('start_line'),
    endLine: fields.integer('end_line'),
    startColumn: fields.integerOr('start_column') ?? null,
    endColumn: fields.integerOr('end_column') ?? null,
    level: fields.oneOf('annotation_level', ['notice', 'warning', 'failure']) ?? 'notice',
    title: fields.textOr('title') ?? null,
    message: fields.text('message'),
    rawDetails: fields.textOr('raw_details') ?? null,
  };
  limitBytes('title', annotation.title ?? undefined, LONGEST_TITLE);
  limitBytes('message', annotation.message, LONGEST_MESSAGE);
  limitBytes('raw_details', annotation.rawDetails ?? undefined, LONGEST_MESSAGE);
  refuseBadPlace(annotation);
  return annotation;
}

function refuseBadPlace(annotation: Annotation): void {
  const { startLine, endLine, startColumn, endColumn } = annotation;
  if (annotation.path === '' || annotation.path.startsWith('/'))
    throw invalidRequest('Annotation path is not valid.');
  if (startLine < 1 || endLine < startLine)
    throw invalidRequest('Annotation end_line must not precede start_line.');
  const columns = startColumn !== null || endColumn !== null;
  if (columns && startLine !== endLine) {
    throw invalidRequest('Annotation columns are allowed only where start_line and end_line are equal.');
  }
  if (startColumn !== null && endColumn !== null && endColumn < startColumn) {
    throw invalidRequest('Annotation end_column must not precede start_column.');
  }
}

export function readActions(body: Fields): CheckAction[] {
  const actions = body.list('actions');
  if (actions.length > MOST_ACTIONS) {
    throw invalidRequest(`No more than ${MOST_ACTIONS} items are allowed; ${actions.length} were supplied.`);
  }
  return actions.map((fields) => ({
    label: limited(fields, 'label', 20),
    description: limited(fields, 'description', 40),
    identifier: limited(fields, 'identifier', 20),
  }));
}

function limited(fields: Fields, name: string, most: number): string {
  const text = fields.text(name);
  const { length } = Array.from(text);
  if (length > most) throw invalidRequest(`Only ${most} characters are allowed; ${length} were supplied.`);
  return text;
}
