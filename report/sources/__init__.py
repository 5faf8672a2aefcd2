"""Importers: from a producer's own files to the tables of a data folder, one module for each producer.

Every importer has one function, `read(files, context) -> Imported`. It reads and checks the producer's files and
writes nothing. `report.sources.merge` puts the tables into a data folder, `report.sources.folder` writes the folder
whole or not at all, and `report import` is the command for both. `docs/importers.md` says how to add a producer.
"""
