import { invalidRequest } from './errors.js';
import type { Json } from './reply.js';

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a request body; what is not of the expected type is a 422, whatever the contract checker is set to. */
export class Fields {
  constructor(readonly raw: Json) {}

  has(name: string): boolean {
    return this.raw[name] !== undefined;
  }

  text(name: string): string {
    const value = this.textOr(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  textOr(name: string): string | undefined {
    const value = this.raw[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw wrong(name, 'a string', value);
    return value;
  }

  integer(name: string): number {
    const value = this.integerOr(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  integerOr(name: string): number | undefined {
    const value = this.raw[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong(name, 'an integer', value);
    return value;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.raw[name] ?? fallback;
    if (typeof value !== 'boolean') throw wrong(name, 'a boolean', value);
    return value;
  }

  oneOf<const T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.textOr(name);
    if (value === undefined) return undefined;
    const found = values.find((one) => one === value);
    if (found === undefined) throw wrong(name, `one of ${values.join(', ')}`, value);
    return found;
  }

  object(name: string): Fields | undefined {
    const value = this.raw[name];
    if (value === undefined || value === null) return undefined;
    if (!isJson(value)) throw wrong(name, 'an object', value);
    return new Fields(value);
  }

  list(name: string): Fields[] {
    const value = this.raw[name] ?? [];
    if (!Array.isArray(value) || !value.every(isJson)) throw wrong(name, 'an array of objects', value);
    return value.map((item) => new Fields(item));
  }

  texts(name: string): string[] | undefined {
    const value = this.raw[name];
    if (value === undefined) return undefined;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
      throw wrong(name, 'an array of strings', value);
    }
    return value;
  }
}

function missing(name: string): Error {
  return invalidRequest(`"${name}" wasn't supplied.`);
}

function wrong(name: string, expected: string, value: unknown): Error {
  return invalidRequest(`For '${name}', ${JSON.stringify(value)?.slice(0, 80)} is not ${expected}.`);
}
