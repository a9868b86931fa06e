"""What the room adds to the pages of people and companies."""
