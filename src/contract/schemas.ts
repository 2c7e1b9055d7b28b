import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';

// The package is CommonJS: its function is the default export's `default` for some loaders.
const addFormats = (
  'default' in addFormatsModule ? addFormatsModule.default : addFormatsModule
) as typeof addFormatsModule.default;

/** Validates values against places in a description, compiling each place on first use. */
export class Schemas {
  private readonly ajv = new Ajv({
    strict: false,
    allErrors: true,
    inlineRefs: false,
    // The descriptions are generated and tested: holding them against the meta-schema costs every start half a second.
    validateSchema: false,
    // It would warn of every format that GitHub made up.
    logger: false,
  });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(
    private readonly id: string,
    description: object,
  ) {
    addFormats(this.ajv);
    this.ajv.addSchema(description, id);
  }

  /**
   * @param pointer a JSON pointer into the description, `/operations/3/body`.
   * @returns what is wrong, a line each.
   */
  problems(pointer: string, value: unknown): string[] {
    const validate = this.validator(pointer);
    return validate(value) === true ? [] : summarised(validate.errors ?? []);
  }

  private validator(pointer: string): ValidateFunction {
    const known = this.compiled.get(pointer);
    if (known !== undefined) return known;
    const made = this.ajv.compile({ $ref: `${this.id}#${pointer}` });
    this.compiled.set(pointer, made);
    return made;
  }
}

/** One mistake under `oneOf` makes a line for every alternative: some lines are enough to find it. */
const MOST_LINES = 5;

function summarised(errors: readonly ErrorObject[]): string[] {
  const lines = errors.map(({ instancePath, message, params }) => {
    const detail =
      'allowedValues' in params ? ` (${JSON.stringify(params.allowedValues).slice(0, 120)})` : '';
    return `${instancePath === '' ? 'the whole' : instancePath} ${message ?? 'is wrong'}${detail}`;
  });
  return [...new Set(lines)].slice(0, MOST_LINES);
}
