"""Imported by the fork server and by nothing else: importing it is the work of `report.execution.preload`."""

from .preload import draw_up, import_all, read_tables

import_all()
draw_up()
read_tables()
