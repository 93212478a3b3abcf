"""Measurements, run by bin/bench; they print ratios and assert nothing about seconds."""
