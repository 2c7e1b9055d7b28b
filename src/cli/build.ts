/** Set when the command line is bundled. */
declare const WAVEGATE_BUILD: string | undefined;

/** What tells this build from any other: a digest of its code and of its dependencies' versions. */
export const BUILD = typeof WAVEGATE_BUILD === 'string' ? WAVEGATE_BUILD : 'not bundled';
