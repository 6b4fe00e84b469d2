"""Measures supervisors on the same work."""
