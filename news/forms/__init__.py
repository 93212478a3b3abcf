"""What is asked of the newsroom."""
