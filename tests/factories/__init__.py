"""Smallest valid objects; one module per app."""
