"""Checklists: what the rules ask of one contract on one date, as data, pages and papers."""
