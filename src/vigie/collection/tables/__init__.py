"""Read the spreadsheets people really have: CSV of any encoding, XLSX, ODS; merged cells, two rows of headings, no surprise.

Everything is bounded and read in memory: no file in clear ever rests on the disk.
"""

from .grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid
from .headings import Line, Table
from .reading import MAX_BYTES, read_table

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Cell", "Grid", "Line", "Table", "read_table"]
