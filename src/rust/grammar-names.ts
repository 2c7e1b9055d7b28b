/** The grammar's names by id, learnt as they are met: the binding has no table of them. */
export const kindNames: string[] = [];
export const fieldNames: string[] = [''];
