"""Measures of social value: the catalogue of a pack, and the import of a framework that a council has a licence for."""
