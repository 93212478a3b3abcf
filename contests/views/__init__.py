"""Views of the contest, one module per aggregate."""
