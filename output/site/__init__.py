"""The report: a static site of contracts, and the page on which one contract is reviewed.

`building` writes the site, `reviewing` the review page; `views` says what they show of a record,
`charts` counts it. Nothing here opens a PDF: whoever calls hands over what draws a page.
"""
