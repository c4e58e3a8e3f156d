"""Recipes of the sample contracts: their words as data, and the code that draws them as PDF.

`python -m corpus.recipes OUTDIR` draws every sample again, with its reference reading beside it, and
`python -m corpus.recipes OUTDIR courvallon` only one. What draws them is needed only then:

- reportlab and the fonts named in `fonts.py`: rivemont-agglo, saint-ermeland, val-d-aubrenne, valmont
- LibreOffice and python-docx: boisfleury, courvallon, grand-lourmande
- Chromium: montreillac, treverac

Those of reportlab come out the same byte for byte; the others carry the date and the producer's version.
"""
