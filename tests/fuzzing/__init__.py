"""Inputs that are the samples with something wrong in them, and a run of the program over thousands of them."""
