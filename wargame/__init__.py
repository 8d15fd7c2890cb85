"""A policy wargame engine."""
