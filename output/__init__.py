"""Records written for people and machines."""
