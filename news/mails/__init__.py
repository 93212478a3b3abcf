"""Mails of the newsroom."""
