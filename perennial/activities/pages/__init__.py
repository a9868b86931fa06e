"""The pages of the room and their parts."""
