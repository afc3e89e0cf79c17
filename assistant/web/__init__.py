"""The web door: pages for staff, and the API."""
