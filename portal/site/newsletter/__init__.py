"""The newsletter: asked for and confirmed by mail, one letter a week, ended by one click."""
