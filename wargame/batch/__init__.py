"""Batch experiments: designs, the runner, result sets, and what they say."""
