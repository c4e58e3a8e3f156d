"""The recipe of the training text: names that are drawn, sentences that they fill, and how contracts write them."""
