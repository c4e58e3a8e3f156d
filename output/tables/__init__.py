"""Records as tables: CSV, Parquet, JSON lines, a SQLite database and a workbook."""
