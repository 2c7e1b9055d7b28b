import { serve } from '../../../dist/analysis/serve.js';

/** Answers with the names of the variables that a child sees. */
serve(() => [{ findings: Object.keys(process.env), errors: [], files: 0, parsed: 0 }]);
