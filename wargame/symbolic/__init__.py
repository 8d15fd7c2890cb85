"""The equation book and the arithmetic that every backend shares."""
