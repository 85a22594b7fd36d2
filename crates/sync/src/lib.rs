//! Rooms: the live document of a map that several people edit at once.
