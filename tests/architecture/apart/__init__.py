"""Two units beside each other, and every address of the administration: what the staff of one may reach."""
