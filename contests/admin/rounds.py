"""Admin of rounds."""
