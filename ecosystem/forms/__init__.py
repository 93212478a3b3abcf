"""What people and staff type about the actors of the ecosystem, one module per part."""
