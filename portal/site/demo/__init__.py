"""Demonstration data: invented people and projects, marked as such, in any phase and size.

Rows are written in bulk and straight into their states: no step is taken, no mail is sent.
"""
