"""The commands of the command line, a file for each group; `extract.cli` puts them in order."""
