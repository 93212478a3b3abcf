"""What anybody may take away and build on: datasets as CSV and JSON, and the interface to read them."""
