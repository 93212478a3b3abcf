"""What happens to articles."""
