"""Pieces of screens: each draws one view model."""
