/** Why a file cannot be read, as a sentence for whoever handed it in. Thrown inside a reader, returned by `readBlocks`. */
export class FileProblem extends Error {}
