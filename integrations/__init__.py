"""Doors for the world outside, a folder each."""
