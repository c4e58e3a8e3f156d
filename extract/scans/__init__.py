"""Scanned pages: which they are, what stands on them by OCR and by their pixels, as pages of words, fills and rules."""
