"""Contracts side by side: what each does, with whom, when, measured how; every figure with its actions."""
