/** Whose hand changed the document: one's own edits are undone, others' never. */
export const ownOrigin = Symbol('own');
/** What came from the room. */
export const roomOrigin = Symbol('room');
/** Own edits of an earlier visit that had not reached the room. */
export const keptOrigin = Symbol('kept');
