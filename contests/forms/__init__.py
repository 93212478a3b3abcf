"""Forms of the contest, one module per aggregate."""
