/** Limits that are GitHub's, each with GitHub's own words for it. */

/** "The Checks API limits the number of annotations to a maximum of 50 per API request." */
export const ANNOTATIONS_PER_REQUEST = 50;

/** "summary … Maximum length: 65535 characters"; the service counts bytes of UTF-8. The same holds for `text`. */
export const CHECK_TEXT_BYTES = 65_535;

/** "title exceeds a maximum bytesize of 255": annotations' and check runs' titles, in bytes of UTF-8. */
export const TITLE_BYTES = 255;

/** "message: A short description of the feedback for these lines of code. The maximum size is 64 KB." */
export const ANNOTATION_MESSAGE_BYTES = 64 * 1024;

/** "body is too long (maximum is 65536 characters)", of issue and review comments. */
export const COMMENT_CHARACTERS = 65_536;

/** "The first 100 … can be asked for": REST's `per_page` and the `first` of every GraphQL connection. */
export const PAGE_SIZE = 100;

/** "… the list of changed files is only shown on the first page of results … up to a maximum of 300 files." */
export const COMPARED_FILES = 300;

/** GraphQL's `Blob.text` is cut at 512,000 bytes (`isTruncated`); larger files are read one by one. */
export const GRAPHQL_BLOB_BYTES = 500_000;

/** Our own bounds of one GraphQL request: it must be answered in 10 s, or GitHub sends a 502. */
export const GRAPHQL_BATCH_BLOBS = 50;
export const GRAPHQL_BATCH_BYTES = 2_000_000;

/** "You may be making too many concurrent requests": 100 in all; we stay far below. */
export const CONCURRENT_READS = 6;

/** Milliseconds after which a request counts as lost; GraphQL answers in 10 s, large trees take a little more. */
export const REQUEST_TIMEOUT = 30_000;
