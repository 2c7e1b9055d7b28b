/** Set when the command line is bundled. */
declare const WAVEGATE_BUILD: string | undefined;

/** What tells this build from any other: a digest of its code and of its dependencies' versions; `null` for no build. */
export const BUILD: string | null = typeof WAVEGATE_BUILD === 'string' ? WAVEGATE_BUILD : null;
