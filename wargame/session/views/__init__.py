"""Builders of views: what each role may see of a session, from an allow list."""
