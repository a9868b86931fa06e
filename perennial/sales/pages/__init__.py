"""The pages of the sales room; each view gets its record through its type."""
