"""The report of a batch: one self-contained page that an adviser can question."""
