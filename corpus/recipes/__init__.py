"""Recipes of the sample contracts: their words as data, and the code that draws them as PDF.

`python -m corpus.recipes OUTDIR` draws every sample again, with its reference reading beside it.
Drawing needs reportlab and the fonts named in `fonts.py`; reading the shipped samples needs neither.
"""
