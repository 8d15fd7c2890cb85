"""Core mechanisms: one file each, with its sources, in SymPy equations."""
