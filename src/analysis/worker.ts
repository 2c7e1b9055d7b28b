import { analyze } from './analyze.js';
import { serve } from './serve.js';

/** The child process that parses. It has no secrets, no network and no files of its own, and may be killed at any time. */
serve(analyze);
